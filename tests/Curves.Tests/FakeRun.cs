using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves.Tests;

/// <summary>Results with the shapes of the paper's Fig. 4, for every cell of a grid, from a formula: no training behind them.</summary>
internal static class FakeRun
{
    public const double Bound = 0.62;
    public const double Chance = 0.009;

    public static DataSetReference Data { get; } = new() { Name = "fake", Fingerprint = new string('0', 32) };

    public static EnvironmentSummary Environment { get; } = new()
    {
        Device = "cpu",
        Threads = 1,
        TorchSharp = "0.107.0",
        JsccGrid = "0.1.0",
        OperatingSystem = "Linux",
    };

    public static IReadOnlyList<CellSpec> Cells(GridDefinition grid) => ExpandedGrid.Of(grid, Data).Cells;

    public static IReadOnlyList<CellResult> Results(GridDefinition grid) =>
        [.. Cells(grid).Select(cell => Result(cell, grid.Figures.Bandwidth))];

    /// <param name="cell">Any cell.</param>
    /// <param name="bandwidth">The bandwidth that the digital rates are made for, so that cliffs fall in range.</param>
    public static CellResult Result(CellSpec cell, int bandwidth)
    {
        var random = new Random(HashCode(cell));
        var shift = 0.03 * (random.NextDouble() - 0.5);
        var points = cell.Scheme.CrossesChannel
            ? cell.Recipe.Evaluation.TestSnrDb
                .Select(test =>
                    Point(
                        test,
                        Joint(cell, test, bandwidth) + shift + 0.004 * random.NextDouble(),
                        test.IsNoiseless ? 1 : 10))
            : [Point(SnrDb.Noiseless, (cell.Scheme == Scheme.Digital ? Digital(cell) : Bound) + shift, 1)];
        return Result(cell, [.. points], cell.Scheme == Scheme.Digital ? Bits(cell, bandwidth) * (1 + shift) : null, 4);
    }

    /// <param name="cell">Any cell.</param>
    /// <param name="points">What it scored.</param>
    /// <param name="bits">Measured bits of a digital one.</param>
    /// <param name="saved">By how many an ideal coder would write fewer.</param>
    public static CellResult Result(CellSpec cell, EquatableList<ChannelPoint> points, double? bits = null, double saved = 0) => new()
    {
        Format = CellResult.CurrentFormat,
        Cell = cell.Id,
        Spec = cell,
        Points = points,
        ChanceTop1 = Chance,
        Bits = bits is { } measured
            ? new BitStatistics { Measured = new Estimate(measured, 0.5), Ideal = new Estimate(measured - saved, 0.5) }
            : null,
        Queries = 1400,
        QueriesWithoutMatch = 0,
        Training = new TrainingSummary { Steps = 1000, TrainingSeconds = 12.5, EvaluationSeconds = 2.5, Resumes = 0 },
        Environment = Environment,
    };

    public static ChannelPoint Point(SnrDb test, double top1, int draws = 10, double error = 0.004)
    {
        var scores = new RetrievalScores
        {
            Top1 = new Estimate(top1, draws > 1 ? error : 0),
            MeanAveragePrecision = new Estimate(0.8 * top1, draws > 1 ? error : 0),
            Cmc = new SortedDictionary<int, Estimate> { [1] = new(top1, 0) },
        };
        return new ChannelPoint { TestSnrDb = test, NoiseDraws = draws, Scores = scores, OtherDistance = scores };
    }

    private static double Joint(CellSpec cell, SnrDb test, int bandwidth)
    {
        var train = Math.Clamp(cell.Value(Axis.TrainSnrDb).Value, -10, 16);
        var doublings = Math.Log2((double)cell.Value(Axis.Bandwidth) / bandwidth);
        var limit = Bound - 0.0045 * (16 - train) - (doublings < 0 ? 0.012 * doublings * doublings : 0);
        var middle = -13 + 0.45 * (train + 10) - 2.6 * doublings;
        if (cell.Scheme == Scheme.JsccFc)
        {
            limit -= 0.015;
            middle += 3.5;
        }
        return Math.Max(Chance, limit / (1 + Math.Exp(-(Math.Min(test.Value, 40) - middle) / 3)));
    }

    private static double Digital(CellSpec cell) => 0.6 * (1 - Math.Exp(-0.012 * Rate(cell)));

    private static double Bits(CellSpec cell, int bandwidth) => bandwidth * Rate(cell) / 200;

    private static double Rate(CellSpec cell)
    {
        var lambdas = 1 + Math.Log2(cell.Value(Axis.Lambda) + 1);
        return 10 + 14 * lambdas + 8 * Math.Log2(cell.Value(Axis.LatentDimension)) * lambdas / 4;
    }

    private static int HashCode(CellSpec cell) => cell.Label.Aggregate(17, (hash, letter) => unchecked(hash * 31 + letter));
}
