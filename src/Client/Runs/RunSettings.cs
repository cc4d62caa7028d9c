namespace JsccGrid.Client.Runs;

/// <summary>What <c>run</c> and <c>demo</c> were asked for.</summary>
internal sealed record RunSettings
{
    /// <summary>A bundled grid's name, or a path.</summary>
    public required string Grid { get; init; }
    /// <summary>A re-ID folder.</summary>
    public required string DataFolder { get; init; }
    /// <summary>Name of this run; null for the grid's name and, unless it is the grid's own, the data set's.</summary>
    public string? Name { get; init; }
    public required string StoreFolder { get; init; }
    public string? OutFolder { get; init; }
    public string? WeightsFile { get; init; }
    public IReadOnlyList<int> Seeds { get; init; } = [];
    public double? ValidationFraction { get; init; }
    public int? Slots { get; init; }
    public required string Device { get; init; }
    public double CheckpointSeconds { get; init; } = 30;
    public bool Json { get; init; }
    public bool Verbose { get; init; }
}
