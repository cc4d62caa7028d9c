namespace JsccGrid.Silo.Pages.Heatmaps;

/// <summary>The values of one coordinate, ascending; where there are too many to draw, neighbours share a place.</summary>
internal sealed class HeatmapAxis
{
    /// <summary>The most places.</summary>
    public const int MaxPlaces = 24;

    private readonly Dictionary<double, int> places = [];

    /// <param name="name">For people: <c>B</c>.</param>
    /// <param name="values">As often as they come; +infinity is last.</param>
    /// <param name="text">How a value is written.</param>
    public HeatmapAxis(string name, IEnumerable<double> values, Func<double, string> text)
    {
        Name = name;
        var known = values.Distinct().Order().ToList();
        var count = Math.Min(known.Count, MaxPlaces);
        for (var index = 0; index < known.Count; index++) places[known[index]] = (int)((long)index * count / known.Count);
        Labels = [.. places.GroupBy(place => place.Value, place => place.Key).OrderBy(place => place.Key).Select(place =>
            place.Min() == place.Max() ? text(place.Min()) : $"{text(place.Min())} … {text(place.Max())}")];
    }

    public string Name { get; }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>The place of one of its values.</summary>
    public int PlaceOf(double value) => places[value];
}
