using JsccGrid.Experiments.Results;

namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>
/// A weighted sum of curve points, such as a difference of two. With two or more seeds common to all points it is computed within each
/// seed, so that what a seed shifts everywhere cancels; with one it is that seed's, its error from the points' independent noise draws.
/// </summary>
internal sealed class Contrast
{
    private readonly Dictionary<CurvePoint, double> weights = new(ReferenceEqualityComparer.Instance);

    public static Contrast Between(CurvePoint higher, CurvePoint lower) => new Contrast().Add(1, higher).Add(-1, lower);

    public static Contrast Mean(IReadOnlyCollection<Contrast> contrasts)
    {
        var mean = new Contrast();
        foreach (var contrast in contrasts) mean.Add(1.0 / contrasts.Count, contrast);
        return mean;
    }

    public Contrast Add(double weight, CurvePoint point)
    {
        weights[point] = weights.GetValueOrDefault(point) + weight;
        return this;
    }

    public Contrast Add(double weight, Contrast other)
    {
        foreach (var (point, its) in other.weights) Add(weight * its, point);
        return this;
    }

    /// <summary>Null when no seed is common to all points.</summary>
    public Measurement? Measure()
    {
        var seeds = weights.Keys
            .Select(point => point.Seeds.Select(score => score.Seed))
            .Aggregate((common, seeds) => common.Intersect(seeds))
            .Order()
            .ToList();
        if (seeds.Count == 0) return null;
        var sums = seeds.ConvertAll(seed => weights.Sum(term => term.Value * Score(term.Key, seed).Top1.Mean));
        if (seeds.Count > 1) return new Measurement(Estimate.Of(sums), seeds.Count, ErrorBar.Seeds);

        var noisy = weights.Where(term => term.Value != 0).Select(term => (Weight: term.Value, Score: Score(term.Key, seeds[0])))
            .Where(term => term.Score.NoiseDraws > 1).ToList();
        if (noisy.Count == 0) return new Measurement(new Estimate(sums[0], 0), 1, ErrorBar.None);
        var error = Math.Sqrt(noisy.Sum(term => Math.Pow(term.Weight * term.Score.Top1.StandardError, 2)));
        return new Measurement(new Estimate(sums[0], error), noisy.Min(term => term.Score.NoiseDraws), ErrorBar.NoiseDraws);
    }

    private static SeedScore Score(CurvePoint point, int seed) => point.Seeds.First(score => score.Seed == seed);
}
