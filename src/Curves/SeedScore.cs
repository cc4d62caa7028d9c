using JsccGrid.Experiments.Results;

namespace JsccGrid.Curves;

/// <summary>What one seed scored at one SNR.</summary>
public sealed record SeedScore
{
    public required int Seed { get; init; }
    /// <summary>Fraction in [0, 1]; the error is over noise draws.</summary>
    public required Estimate Top1 { get; init; }
    /// <summary>Fraction in [0, 1]; null in an outage.</summary>
    public required Estimate? MeanAveragePrecision { get; init; }
    public required int NoiseDraws { get; init; }
    /// <summary>Bits a query out of the range coder; null of schemes without.</summary>
    public Estimate? Bits { get; init; }
    /// <summary>The point of the digital envelope in use; null for other schemes and in an outage.</summary>
    public DigitalChoice? Digital { get; init; }
    /// <summary>No digital operating point fits the channel: the match is random.</summary>
    public bool IsOutage { get; init; }
    /// <summary>Null in an outage and where the result does not hold them.</summary>
    public QueryHits? Hits { get; init; }

    /// <summary>Digital scheme: whether what arrives is worth more than a random match.</summary>
    public bool Delivers => Digital is { IsCollapsed: false };
}
