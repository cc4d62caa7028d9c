using JsccGrid.Experiments.Results;

namespace JsccGrid.Experiments.Curves;

/// <summary>What one seed scored at one SNR.</summary>
public sealed record SeedScore
{
    public required int Seed { get; init; }
    /// <summary>Fraction in [0, 1]; the error is over noise draws.</summary>
    public required Estimate Top1 { get; init; }
    /// <summary>Fraction in [0, 1]; null in an outage.</summary>
    public required Estimate? MeanAveragePrecision { get; init; }
    public required int NoiseDraws { get; init; }
    /// <summary>The point of the digital envelope in use; null for other schemes and in an outage.</summary>
    public DigitalChoice? Digital { get; init; }
}
