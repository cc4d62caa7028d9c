using System.Globalization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Page.Heatmaps;

/// <summary>The values of one coordinate, ascending; where there are too many to draw, neighbours share a place.</summary>
internal sealed class HeatmapAxis
{
    /// <summary>The most places.</summary>
    public const int MaxPlaces = 24;

    private readonly Axis? axis;
    private readonly Dictionary<CoordinateValue, int> places = [];

    /// <param name="axis">Null for one place that all cells share.</param>
    /// <param name="cells">In any order; those without the coordinate are first, infinity is last.</param>
    public HeatmapAxis(Axis? axis, IEnumerable<CellSpec> cells)
    {
        this.axis = axis;
        var known = cells.Select(ValueOf).Distinct().ToList();
        known.Sort((left, right) => CoordinateValue.Compare(left, right));
        var count = Math.Min(known.Count, MaxPlaces);
        for (var index = 0; index < known.Count; index++) places[known[index]] = (int)((long)index * count / known.Count);
        Labels = [.. known.GroupBy(value => places[value], Text).Select(place =>
            place.First() == place.Last() ? place.First() : $"{place.First()} … {place.Last()}")];
    }

    public string Name => axis?.Title ?? "";

    public IReadOnlyList<string> Labels { get; }

    /// <summary>The place of one of its cells.</summary>
    public int PlaceOf(CellSpec cell) => places[ValueOf(cell)];

    private CoordinateValue ValueOf(CellSpec cell) => axis?.ValueOf(cell) ?? default;

    private static string Text(CoordinateValue value) => value.Number switch
    {
        null => value.ToString(),
        double.PositiveInfinity => "∞",
        { } number => number.ToString("0.###;−0.###;0", CultureInfo.InvariantCulture),
    };
}
