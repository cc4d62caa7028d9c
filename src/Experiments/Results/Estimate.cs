namespace JsccGrid.Experiments.Results;

/// <summary>The mean of repeated measurements and its standard error (sample deviation over the root of their number).</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardError">0 for a single measurement.</param>
public readonly record struct Estimate(double Mean, double StandardError)
{
    /// <exception cref="ArgumentException">No values.</exception>
    public static Estimate Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0) throw new ArgumentException("An estimate needs at least one value.", nameof(values));
        var mean = values.Average();
        if (values.Count == 1) return new Estimate(mean, 0);
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        return new Estimate(mean, Math.Sqrt(variance / values.Count));
    }

    /// <summary>Over the means of several seeds; what the only seed has where there is one.</summary>
    /// <exception cref="ArgumentException">No seed.</exception>
    public static Estimate OverSeeds(IReadOnlyCollection<Estimate> seeds) =>
        seeds.Count == 1 ? seeds.First() : Of([.. seeds.Select(seed => seed.Mean)]);
}
