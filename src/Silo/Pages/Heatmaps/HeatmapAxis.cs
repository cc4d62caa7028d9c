using System.Globalization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Silo.Pages.Heatmaps;

/// <summary>The values of one coordinate, ascending; where there are too many to draw, neighbours share a place.</summary>
internal sealed class HeatmapAxis
{
    /// <summary>The most places.</summary>
    public const int MaxPlaces = 24;

    /// <summary>Stands for the coordinate of a cell that has none; it lies below all that there are.</summary>
    private const double NoCoordinate = double.MinValue;

    private readonly Axis? axis;
    private readonly Dictionary<double, int> places = [];

    /// <param name="axis">Null for one place that all cells share.</param>
    /// <param name="cells">In any order; infinity is last.</param>
    public HeatmapAxis(Axis? axis, IEnumerable<CellSpec> cells)
    {
        this.axis = axis;
        var known = cells.Select(ValueOf).Distinct().Order().ToList();
        var count = Math.Min(known.Count, MaxPlaces);
        for (var index = 0; index < known.Count; index++) places[known[index]] = (int)((long)index * count / known.Count);
        Labels = [.. places.GroupBy(place => place.Value, place => place.Key).OrderBy(place => place.Key).Select(place =>
            place.Min() == place.Max() ? Text(place.Min()) : $"{Text(place.Min())} … {Text(place.Max())}")];
    }

    public string Name => axis?.Title ?? "";

    public IReadOnlyList<string> Labels { get; }

    /// <summary>The place of one of its cells.</summary>
    public int PlaceOf(CellSpec cell) => places[ValueOf(cell)];

    private double ValueOf(CellSpec cell) => axis?.NumberOf(cell) ?? NoCoordinate;

    private static string Text(double value) => value switch
    {
        NoCoordinate => "",
        double.PositiveInfinity => "∞",
        _ => value.ToString("0.###;−0.###;0", CultureInfo.InvariantCulture),
    };
}
