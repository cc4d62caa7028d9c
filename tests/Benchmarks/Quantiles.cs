namespace JsccGrid.Benchmarks.Steps;

internal static class Quantiles
{
    public static double Median(IReadOnlyCollection<double> values) => Of(values, 0.5);

    /// <summary>The value that a fraction of the others lies below: nearest rank.</summary>
    public static double Of(IReadOnlyCollection<double> values, double fraction) =>
        values.Order().ElementAt((int)Math.Round(fraction * (values.Count - 1)));
}
