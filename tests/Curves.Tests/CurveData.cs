using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using Axes = JsccGrid.Experiments.Schemes.Axis;

namespace JsccGrid.Curves.Tests;

/// <summary>Small made-up results: each scheme's accuracy is a function of its coordinates.</summary>
internal sealed record CurveData
{
    public const int Bandwidth = 16;

    /// <summary>Finite test SNRs in dB; the noiseless channel is tested too.</summary>
    public double[] Axis { get; init; } = [-10, -5, 0, 5, 10, 20];

    /// <summary>Finite training SNRs in dB; null for the axis.</summary>
    public double[]? Train { get; init; }

    public int[] Bandwidths { get; init; } = [Bandwidth];

    public int[] Seeds { get; init; } = [0];

    public int NoiseDraws { get; init; } = 10;

    /// <summary>Standard error over noise draws.</summary>
    public double Error { get; init; } = 0.001;

    /// <summary>(B, SNR_train, test SNR, seed) to top-1; null for no such cells.</summary>
    public Func<int, double, double, int, double>? Autoencoder { get; init; }

    /// <summary>(SNR_train = test SNR, seed) to top-1.</summary>
    public Func<double, int, double>? FullyConnected { get; init; }

    /// <summary>The SNR each digital cell needs over B = 16 uses, and its top-1.</summary>
    public (double RequiredSnrDb, double Top1)[] Digital { get; init; } = [];

    public double? Baseline { get; init; }

    /// <summary>Persons that the queries show, two each; 0 for results without hits per query.</summary>
    public int Identities { get; init; }

    public IReadOnlyList<CellResult> Results => [.. Seeds.SelectMany(Cells).Select(cell => Identities == 0 ? cell : WithHits(cell))];

    public PaperCurves Curves => CurveBuilder.Build(Results, new FigureSettings { Bandwidth = Bandwidth });

    /// <summary>Bits that B = 16 real uses carry at this SNR.</summary>
    public static double Bits(double snrDb) => Bandwidth * ShannonCapacity.BitsPerUse(new SnrDb(snrDb));

    public CellSpec Spec(Scheme scheme, int seed = 0) => new()
    {
        Scheme = scheme,
        Seed = seed,
        Data = FakeRun.Data,
        Recipe = RecipeCatalog.Load("demo") with
        {
            Evaluation = new EvaluationRecipe
            {
                TestSnrDb = [.. Axis.Select(snr => new SnrDb(snr)), SnrDb.Noiseless],
                NoiseDraws = NoiseDraws,
                BatchSize = 8,
                Distance = RankingDistance.Cosine,
            },
        },
    };

    /// <summary>The first persons are found, by both queries and in every draw; the others are not.</summary>
    private CellResult WithHits(CellResult cell)
    {
        var queries = 2 * Identities;
        return cell with
        {
            Queries = queries,
            QueryIdentities = PackedIntegers.Of([.. Enumerable.Range(0, queries).Select(query => query / 2)], Identities - 1),
            Points = [.. cell.Points.Select(point => point with
            {
                Hits = PackedIntegers.Of(
                    [.. Enumerable.Range(0, queries).Select(query => query < point.Scores.Top1.Mean * queries ? point.NoiseDraws : 0)],
                    point.NoiseDraws),
            })],
        };
    }

    private IEnumerable<CellResult> Cells(int seed)
    {
        var axis = Axis.Append(double.PositiveInfinity).ToList();
        if (Baseline is { } bound) yield return FakeRun.Result(Spec(Scheme.ReIdBaseline, seed), [FakeRun.Point(SnrDb.Noiseless, bound, 1)]);
        foreach (var train in Train ?? Axis)
        {
            if (Autoencoder is not null)
                foreach (var bandwidth in Bandwidths)
                    yield return FakeRun.Result(
                        Spec(Scheme.JsccAe, seed).With(Axes.Bandwidth, bandwidth).With(Axes.TrainSnrDb, new SnrDb(train)),
                        [
                            .. axis.Select(test =>
                                FakeRun.Point(new SnrDb(test), Autoencoder(bandwidth, train, test, seed), NoiseDraws, Error))
                        ]);
            if (FullyConnected is not null)
                yield return FakeRun.Result(
                    Spec(Scheme.JsccFc, seed).With(Axes.Bandwidth, Bandwidth).With(Axes.TrainSnrDb, new SnrDb(train)),
                    [.. axis.Select(test => FakeRun.Point(new SnrDb(test), FullyConnected(test, seed), NoiseDraws, Error))]);
        }
        for (var i = 0; i < Digital.Length; i++)
            yield return FakeRun.Result(
                Spec(Scheme.Digital, seed).With(Axes.LatentDimension, 8 * (i + 1)).With(Axes.Lambda, 2),
                [FakeRun.Point(SnrDb.Noiseless, Digital[i].Top1, 1)], Bits(Digital[i].RequiredSnrDb));
    }
}
