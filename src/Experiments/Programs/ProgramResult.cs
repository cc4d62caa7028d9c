using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using static JsccGrid.Experiments.Results.ResultCheck;

namespace JsccGrid.Experiments.Programs;

/// <summary>The result of an outside program's cell.</summary>
public static class ProgramResult
{
    /// <summary>Between top-1 and the mean of hits: a program may count in single precision, or write five digits.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>What a program completed with, as every cell's result is written.</summary>
    public static CellResult Of(
        CellSpec cell, ProgramEvent.Completed completed, TrainingSummary training, EnvironmentSummary environment) => new()
    {
        Format = CellResult.CurrentFormat,
        Cell = cell.Id,
        Spec = cell,
        Points = [.. completed.Points.OrderBy(point => point.TestSnrDb).Select(Of)],
        ChanceTop1 = completed.ChanceTop1 ?? 0,
        Queries = QueriesOf(completed) ?? 0,
        QueriesWithoutMatch = completed.QueriesWithoutMatch ?? 0,
        QueryIdentities = completed.QueryIdentities is { } identities
            ? PackedIntegers.Of(identities, identities.DefaultIfEmpty().Max())
            : null,
        Training = training,
        Environment = environment,
    };

    /// <summary>What is wrong with it, as a part of a sentence; null when nothing is.</summary>
    internal static string? FindProblem(CellSpec cell, ProgramEvent.Completed completed)
    {
        var expected = cell.TestSnrDb;
        foreach (var twin in completed.Points.CountBy(point => point.TestSnrDb).Where(place => place.Value > 1))
            return $"there are {twin.Value} points at {twin.Key} dB";
        if (expected.Where(snr => completed.Points.All(point => point.TestSnrDb != snr)).ToList() is { Count: > 0 } missing)
            return $"there is no point at {string.Join(", ", missing)} dB";
        if (completed.Points.FirstOrDefault(point => !expected.Contains(point.TestSnrDb)) is { } other)
            return $"there is a point at {other.TestSnrDb} dB, which is none of {string.Join(", ", expected)}";
        if (completed.ChanceTop1 is { } chance && !IsFraction(chance))
            return FormattableString.Invariant($"chanceTop1 is {chance}, which is not from 0 to 1");
        if (completed.Queries < 0 || completed.QueriesWithoutMatch < 0) return "a number of queries is negative";
        if (completed.QueryIdentities is { } identities
            && (identities.Count != QueriesOf(completed) || identities.Any(identity => identity is < 0 or >= 1 << 24)))
        {
            return $"queryIdentities has {identities.Count} numbers for {QueriesOf(completed) ?? 0} queries, "
                + $"or one that is not from 0 to {(1 << 24) - 1}";
        }
        var needsMap = cell.Scheme.Program?.Measures.Values.Contains(ProgramMeasure.MeanAveragePrecision) == true;
        return completed.Points.Select(point =>
            FindProblem(point, needsMap, QueriesOf(completed)) is { } problem ? $"{problem} at {point.TestSnrDb} dB" : null)
            .FirstOrDefault(problem => problem is not null);
    }

    private static string? FindProblem(ProgramEvent.Point point, bool needsMap, int? queries)
    {
        if (!IsFraction(point.Top1)) return FormattableString.Invariant($"top1 is {point.Top1}, which is not from 0 to 1,");
        if (point.Map is null && needsMap) return "map is missing, which the scheme says it measures,";
        if (point.Map is { } map && !IsFraction(map)) return FormattableString.Invariant($"map is {map}, which is not from 0 to 1,");
        if (point.Draws is < 1 or >= 1 << 24) return $"draws is {point.Draws}";
        if (!IsFraction(point.Top1Error)) return FormattableString.Invariant($"top1Error is {point.Top1Error}, which is not from 0 to 1,");
        if (point.Hits is not { } hits) return null;
        if (hits.Count != queries || hits.Any(hit => hit < 0 || hit > point.Draws))
            return $"hits has {hits.Count} numbers for {queries} queries, or one that is not from 0 to {point.Draws},";
        var mean = hits.Count == 0 ? point.Top1 : hits.Average() / point.Draws;
        return Math.Abs(mean - point.Top1) > Tolerance
            ? FormattableString.Invariant($"top1 is {point.Top1}, but the hits have a mean of {mean}")
            : null;
    }

    private static ChannelPoint Of(ProgramEvent.Point point) => new()
    {
        TestSnrDb = point.TestSnrDb,
        NoiseDraws = point.Draws,
        Scores = new RetrievalScores
        {
            Top1 = new Estimate(point.Top1, point.Top1Error),
            MeanAveragePrecision = point.Map is { } map ? new Estimate(map, 0) : null,
            Cmc = new SortedDictionary<int, Estimate> { [1] = new(point.Top1, point.Top1Error) },
        },
        Hits = point.Hits is { } hits ? PackedIntegers.Of(hits, point.Draws) : null,
    };

    private static int? QueriesOf(ProgramEvent.Completed completed) =>
        completed.Queries ?? completed.QueryIdentities?.Count
            ?? completed.Points.Select(point => point.Hits?.Count).FirstOrDefault(count => count is not null);
}
