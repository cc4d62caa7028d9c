namespace JsccGrid.Experiments.Results;

/// <summary>Where a result was computed.</summary>
public sealed record EnvironmentSummary
{
    public required string Device { get; init; }
    public required int Threads { get; init; }
    /// <summary>Null where an outside program trained.</summary>
    public string? TorchSharp { get; init; }
    public required string JsccGrid { get; init; }
    public required string OperatingSystem { get; init; }
}
