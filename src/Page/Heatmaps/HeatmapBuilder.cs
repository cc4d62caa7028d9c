using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;

namespace JsccGrid.Page.Heatmaps;

/// <summary>
/// Sums a grid's cells up: joint schemes by B and SNR_train, the digital one by dimension and lambda. What differs in further coordinates,
/// such as the channel, has heatmaps of its own.
/// </summary>
internal static class HeatmapBuilder
{
    /// <param name="cells">The cells of a grid.</param>
    /// <param name="top1Of">Top-1 of a cell whose result is known.</param>
    public static IReadOnlyList<Heatmap> Build(IReadOnlyCollection<CellSnapshot> cells, Func<CellSnapshot, double?> top1Of) =>
    [
        .. cells.GroupBy(cell => (cell.Spec.Scheme, Others: OthersOf(cell.Spec)))
            .OrderBy(map => map.Key.Scheme, Scheme.Order).ThenBy(map => map.Key.Others)
            .Select(map => Build(map.Key.Scheme, map.Key.Others, [.. map], top1Of)),
    ];

    /// <summary>The cells of a tile.</summary>
    /// <param name="cells">The cells of a grid.</param>
    /// <param name="scheme">The heatmap's.</param>
    /// <param name="others">The heatmap's <see cref="Heatmap.Others"/>.</param>
    /// <param name="row">From 0.</param>
    /// <param name="column">From 0.</param>
    public static IEnumerable<CellSnapshot> CellsOf(
        IReadOnlyCollection<CellSnapshot> cells, Scheme scheme, string others, int row, int column)
    {
        var ours = cells.Where(cell => cell.Spec.Scheme.Equals(scheme) && OthersOf(cell.Spec) == others).ToList();
        var (rows, columns) = Axes(scheme, ours);
        return ours.Where(cell => rows.PlaceOf(cell.Spec) == row && columns.PlaceOf(cell.Spec) == column);
    }

    /// <summary>
    /// What a cell is coloured by: its accuracy over the channel it was trained for, or at the tested SNR nearest to that; of one that was
    /// not trained for one SNR, the accuracy of features that no noise disturbs.
    /// </summary>
    public static double Top1Of(CellResult result)
    {
        var train = result.Spec.Find(Axis.TrainSnrDb) ?? SnrDb.Noiseless;
        return result.Points.MinBy(Distance)!.Scores.Top1.Mean;

        double Distance(ChannelPoint point) =>
            point.TestSnrDb == train ? 0 : Math.Abs(Math.Min(point.TestSnrDb.Value, 1e3) - Math.Min(train.Value, 1e3));
    }

    /// <summary>The coordinates that are neither rows nor columns, as far as they are not the default.</summary>
    private static string OthersOf(CellSpec cell)
    {
        var drawn = cell.Scheme.Axes.Take(2).Select(axis => axis.Key).ToList();
        return string.Join(", ", cell.Named.Where(at => !drawn.Contains(at.Key)).Select(at => $"{at.Key} {at.Value}"));
    }

    private static Heatmap Build(Scheme scheme, string others, IReadOnlyCollection<CellSnapshot> cells, Func<CellSnapshot, double?> top1Of)
    {
        var (rows, columns) = Axes(scheme, cells);
        var places = cells.GroupBy(cell => (Row: rows.PlaceOf(cell.Spec), Column: columns.PlaceOf(cell.Spec)));
        var tiles = places.OrderBy(tile => tile.Key).Select(tile =>
        {
            var finished = tile.Select(top1Of).OfType<double>().ToList();
            var statuses = tile.GroupBy(cell => cell.Status).OrderBy(status => status.Key)
                .ToDictionary(status => status.Key.Text(), status => status.Count());
            var members = tile.Take(2).ToList();
            return new HeatmapTile(
                tile.Key.Row, tile.Key.Column, statuses.Values.Sum(), statuses,
                finished.Count == 0 ? null : Math.Round(finished.Average(), 4),
                members.Count == 1 ? members[0].Work : null);
        });
        var title = others.Length == 0 ? scheme.Title : $"{scheme.Title}, {others}";
        return new Heatmap(scheme.Name, others, title, rows.Name, columns.Name, rows.Labels, columns.Labels, [.. tiles]);
    }

    private static (HeatmapAxis Rows, HeatmapAxis Columns) Axes(Scheme scheme, IReadOnlyCollection<CellSnapshot> cells)
    {
        return (Along(scheme.Axes.ElementAtOrDefault(0)), Along(scheme.Axes.ElementAtOrDefault(1)));

        HeatmapAxis Along(Axis? axis) => new(axis, cells.Select(cell => cell.Spec));
    }
}
