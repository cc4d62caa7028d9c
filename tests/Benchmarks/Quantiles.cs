namespace JsccGrid.Benchmarks;

internal static class Quantiles
{
    public static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
    }

    /// <summary>The value that a fraction of the others lies below: nearest rank.</summary>
    public static double Of(IReadOnlyCollection<double> values, double fraction) =>
        values.Order().ElementAt((int)Math.Round(fraction * (values.Count - 1)));
}
