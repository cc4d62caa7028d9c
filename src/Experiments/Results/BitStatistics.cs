namespace JsccGrid.Experiments.Results;

/// <summary>Bits per query of the digital scheme.</summary>
public sealed record BitStatistics
{
    /// <summary>Length of the range coder's output: the bits that must cross the channel.</summary>
    public required Estimate Measured { get; init; }
    /// <summary>-log2 of the density model's likelihood: what an ideal coder would need.</summary>
    public required Estimate Ideal { get; init; }
}
