namespace JsccGrid.DataSets;

/// <summary>Smallest, middle and largest of some counts or sizes.</summary>
public readonly record struct Spread(int Minimum, double Median, int Maximum)
{
    /// <summary>Null for no values.</summary>
    internal static Spread? Of(IEnumerable<int> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0
            ? null
            : new Spread(sorted[0], (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2.0, sorted[^1]);
    }
}
