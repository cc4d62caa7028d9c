using System.Collections;
using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Grains.Interfaces.Grids;

namespace JsccGrid.Grains.Grids;

/// <summary>
/// Means of a grid's results, as Fig. 4a and 4c show them: what was trained for an SNR is tested at it. And which cells are in them: a
/// bit for each. No effects.
/// </summary>
internal sealed class ResultMeans
{
    private readonly Dictionary<int, BitArray> taken = [];
    private readonly Dictionary<int, int> counts = [];
    private readonly Dictionary<Point, (double Sum, int Cells)> sums = [];

    /// <summary>By the name of the scheme: results of one scheme may tell its title and ranges differently.</summary>
    private readonly record struct Point(string Scheme, int? Bandwidth, string? Channel, SnrDb TestSnrDb);

    /// <summary>In the order of schemes, bandwidths and SNRs.</summary>
    public ImmutableArray<ResultMean> Means =>
    [
        .. sums.OrderBy(sum => SchemeCatalog.Of(sum.Key.Scheme), Scheme.Order).ThenBy(sum => sum.Key.Bandwidth)
            .ThenBy(sum => sum.Key.Channel, StringComparer.Ordinal).ThenBy(sum => sum.Key.TestSnrDb)
            .Select(sum => new ResultMean(
                sum.Key.Scheme, sum.Key.Bandwidth, sum.Key.TestSnrDb.Value, sum.Value.Sum / sum.Value.Cells, sum.Value.Cells,
                sum.Key.Channel)),
    ];

    /// <summary>Cells of a shard whose results were added or passed over.</summary>
    public int CountOf(int shard) => counts.GetValueOrDefault(shard);

    public bool Has(int shard, int index) => taken.TryGetValue(shard, out var bits) && bits[index];

    /// <summary>Adds the result of a cell, once.</summary>
    public void Add(int shard, int index, CellResult result)
    {
        if (!PassOver(shard, index)) return;
        foreach (var tested in result.Points.Where(point => (result.Spec.Find(Axis.TrainSnrDb) ?? point.TestSnrDb) == point.TestSnrDb))
        {
            var channel = result.Spec.Named.FirstOrDefault(at => at.Key == Axis.Channel.Key).Value.Content as string;
            var point = new Point(result.Spec.Scheme.Name, result.Spec.Find(Axis.Bandwidth), channel, tested.TestSnrDb);
            var isKnown = sums.TryGetValue(point, out var sum);
            if (isKnown || sums.Count < IGridResultsGrain.MaxMeans) sums[point] = (sum.Sum + tested.Scores.Top1.Mean, sum.Cells + 1);
        }
    }

    /// <summary>Takes the result of a cell as read and not to be read again.</summary>
    /// <returns>Whether it was not yet.</returns>
    public bool PassOver(int shard, int index)
    {
        if (Has(shard, index)) return false;
        if (!taken.TryGetValue(shard, out var bits)) taken.Add(shard, bits = new BitArray(GridChunk.MaxCells));
        bits[index] = true;
        counts[shard] = CountOf(shard) + 1;
        return true;
    }
}
