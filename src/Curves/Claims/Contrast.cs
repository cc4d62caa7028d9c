using JsccGrid.Experiments.Results;

namespace JsccGrid.Curves.Claims;

/// <summary>
/// A weighted sum of curve points, such as a difference of two. With two or more seeds common to all points it is computed within each
/// seed, so that what a seed shifts everywhere cancels; with one it is that seed's, its error from the points' independent noise draws.
/// Test identities are resampled for all points and seeds together.
/// </summary>
internal sealed class Contrast
{
    private readonly Dictionary<CurvePoint, double> weights = new(ReferenceEqualityComparer.Instance);
    private double constant;

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
        constant += weight * other.constant;
        return this;
    }

    /// <summary>Adds a number that is known without error.</summary>
    public Contrast Add(double number)
    {
        constant += number;
        return this;
    }

    /// <summary>Null when no seed is common to all points.</summary>
    public Measurement? Measure(IdentityBootstrap identities)
    {
        var seeds = weights.Keys
            .Select(point => point.Seeds.Select(score => score.Seed))
            .Aggregate((common, seeds) => common.Intersect(seeds))
            .Order()
            .ToList();
        if (seeds.Count == 0) return null;
        var terms = weights.Where(term => term.Value != 0)
            .SelectMany(term => seeds.Select(seed => (Seed: seed, Weight: term.Value, Score: Score(term.Key, seed)))).ToList();
        var value = Estimate.Of(seeds.ConvertAll(seed =>
            constant + terms.Where(term => term.Seed == seed).Sum(term => term.Weight * term.Score.Top1.Mean)));
        var repeats = seeds.Count > 1
            ? new StandardError(value.StandardError, seeds.Count - 1)
            : OverDraws([.. terms.Where(term => term.Score.NoiseDraws > 1).Select(term => (term.Weight, term.Score))]);
        var sampling = identities.Of(terms.ConvertAll(term => (term.Weight / seeds.Count, term.Score)));
        return new Measurement(value.Mean, seeds.Count, repeats, sampling);
    }

    private static StandardError? OverDraws(List<(double Weight, SeedScore Score)> noisy) => noisy.Count == 0
        ? null
        : new StandardError(
            Math.Sqrt(noisy.Sum(term => Math.Pow(term.Weight * term.Score.Top1.StandardError, 2))),
            noisy.Min(term => term.Score.NoiseDraws) - 1);

    private static SeedScore Score(CurvePoint point, int seed) => point.Seeds.First(score => score.Seed == seed);
}
