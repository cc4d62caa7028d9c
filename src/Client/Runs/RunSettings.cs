namespace JsccGrid.Client.Runs;

/// <summary>What <c>run</c> and <c>demo</c> were asked for.</summary>
internal sealed record RunSettings
{
    /// <summary>A bundled grid's name, or a path.</summary>
    public required string Grid { get; init; }
    /// <summary>A re-ID folder.</summary>
    public required string DataFolder { get; init; }
    /// <summary>Whether the data set is the one that belongs to the grid, so that runs need not be told apart by it.</summary>
    public bool IsGridsOwnData { get; init; }
    /// <summary>Name of this run in the store; null for <see cref="RunName"/>'s.</summary>
    public string? Name { get; init; }
    public required string StoreFolder { get; init; }
    public string? OutFolder { get; init; }
    public string? WeightsFile { get; init; }
    public IReadOnlyList<int> Seeds { get; init; } = [];
    public double? ValidationFraction { get; init; }
    public int? Slots { get; init; }
    public required string Device { get; init; }
    public double CheckpointSeconds { get; init; } = 30;
    /// <summary>What a person would type to get these results again.</summary>
    public required string CommandLine { get; init; }
    public bool Json { get; init; }
    public bool Verbose { get; init; }
}
