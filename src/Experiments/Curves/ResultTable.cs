using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Curves;

/// <summary>The results of one grid by coordinates, checked; the order they came in does not matter.</summary>
internal sealed class ResultTable
{
    private readonly List<CellResult> results;
    private readonly Dictionary<(Scheme, int?, SnrDb?, SnrDb), CurvePoint> points;

    /// <exception cref="ArgumentException">Two results for the same coordinates, or one without what its scheme must have.</exception>
    public ResultTable(IEnumerable<CellResult> cells)
    {
        results = [.. cells
            .OrderBy(cell => cell.Spec.Scheme.Place)
            .ThenBy(cell => cell.Spec.Find(Axis.Bandwidth)).ThenBy(cell => cell.Spec.Find(Axis.TrainSnrDb))
            .ThenBy(cell => cell.Spec.Find(Axis.LatentDimension)).ThenBy(cell => cell.Spec.Find(Axis.Lambda))
            .ThenBy(cell => cell.Spec.Seed)];
        var problems = Problems().ToList();
        if (problems.Count > 0)
            throw new ArgumentException("These results make no curves: " + string.Join("; ", problems) + ".", nameof(cells));
        points = results
            .SelectMany(cell => cell.Points.Select(point => (Cell: cell, Point: point)))
            .Where(item => !item.Cell.Spec.Scheme.HasBits)
            .GroupBy(item => (
                item.Cell.Spec.Scheme, item.Cell.Spec.Find(Axis.Bandwidth), item.Cell.Spec.Find(Axis.TrainSnrDb), item.Point.TestSnrDb))
            .ToDictionary(group => group.Key, group => new CurvePoint
            {
                SnrDb = group.Key.TestSnrDb,
                Seeds = [.. group.Select(item => Score(item.Cell, item.Point))],
            });
    }

    public IEnumerable<CellResult> Of(Scheme scheme) => results.Where(cell => cell.Spec.Scheme == scheme);

    /// <summary>Every SNR that the recipe tests.</summary>
    public IReadOnlyList<SnrDb> TestSnrDb => [.. results.SelectMany(cell => cell.Spec.Recipe.Evaluation.TestSnrDb).Distinct().Order()];

    /// <summary>Null without results.</summary>
    public TestSet? TestSet => results.Count == 0 ? null : new TestSet
    {
        Queries = results[0].Queries,
        ChanceTop1 = results[0].ChanceTop1,
        QueryIdentities = results.Find(cell => cell.QueryIdentities is not null)?.QueryIdentities,
    };

    /// <summary>One object per point, however many curves show it.</summary>
    public CurvePoint? Point(Scheme scheme, int? bandwidth, SnrDb? trainSnr, SnrDb testSnr) =>
        points.GetValueOrDefault((scheme, bandwidth, trainSnr, testSnr));

    public static SeedScore Score(CellResult cell, ChannelPoint point) => new()
    {
        Seed = cell.Spec.Seed,
        Top1 = point.Scores.Top1,
        MeanAveragePrecision = point.Scores.MeanAveragePrecision,
        NoiseDraws = point.NoiseDraws,
        Hits = QueryHits.Of(cell, point),
    };

    private IEnumerable<string> Problems()
    {
        foreach (var twins in results.GroupBy(cell => cell.Spec.Label).Where(group => group.Count() > 1))
            yield return $"{twins.Count()} results for '{twins.Key}', where a grid has one";
        foreach (var cell in results)
        {
            if (cell.QueryIdentities is { } identities && identities.Count != cell.Queries)
                yield return $"'{cell.Spec.Label}' scored {cell.Queries} queries, but says of {identities.Count} whom they show";
            foreach (var point in cell.Points.Where(point => point.Hits is { } hits && hits.Count != cell.Queries))
                yield return $"'{cell.Spec.Label}' scored {cell.Queries} queries, but has hits of {point.Hits!.Count} at {point.TestSnrDb} dB";
            if (cell.Points.Count == 0) yield return $"'{cell.Spec.Label}' has no points";
            if (cell.Spec.Scheme.HasBits && cell.Bits is not { Measured.Mean: > 0 })
                yield return $"'{cell.Spec.Label}' has no measured bits";
        }
    }
}
