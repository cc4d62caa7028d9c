using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Curves;

/// <summary>
/// A point of a curve. Several seeds: mean and standard error over seeds. One seed: its mean, and the standard error over
/// noise draws.
/// </summary>
public sealed record CurvePoint
{
    public required SnrDb SnrDb { get; init; }

    /// <summary>At least one, by ascending seed.</summary>
    public required EquatableList<SeedScore> Seeds { get; init; }

    /// <summary>Fraction in [0, 1].</summary>
    public Estimate Top1 => Combine(Seeds.Select(seed => seed.Top1));

    /// <summary>Fraction in [0, 1]; null when a seed is in an outage.</summary>
    public Estimate? MeanAveragePrecision => Seeds.All(seed => seed.MeanAveragePrecision is not null)
        ? Combine(Seeds.Select(seed => seed.MeanAveragePrecision!.Value))
        : null;

    /// <summary>Noise draws per seed.</summary>
    public int NoiseDraws => Seeds.Min(seed => seed.NoiseDraws);

    public ErrorBar ErrorBar => Seeds.Count > 1 ? ErrorBar.Seeds : NoiseDraws > 1 ? ErrorBar.NoiseDraws : ErrorBar.None;

    private static Estimate Combine(IEnumerable<Estimate> seeds)
    {
        var estimates = seeds.ToList();
        return estimates.Count == 1 ? estimates[0] : Estimate.Of([.. estimates.Select(estimate => estimate.Mean)]);
    }
}
