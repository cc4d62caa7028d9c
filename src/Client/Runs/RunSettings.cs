namespace JsccGrid.Client.Runs;

/// <summary>How <c>run</c> and <c>demo</c> train.</summary>
internal sealed record RunSettings
{
    public required GridSource Source { get; init; }
    public required string StoreFolder { get; init; }
    public string? OutFolder { get; init; }
    public int? Slots { get; init; }
    public required string Device { get; init; }
    public double CheckpointSeconds { get; init; } = 30;

    /// <summary>Whether the live page is served while it trains.</summary>
    public bool ServesPage { get; init; } = true;

    public bool Json { get; init; }
    public bool Verbose { get; init; }
}
