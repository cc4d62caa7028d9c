namespace JsccGrid.Client.Runs;

/// <summary>Which grid on which data: what <c>run</c>, <c>demo</c> and <c>submit</c> were asked for.</summary>
internal sealed record GridSource
{
    /// <summary>Says that training starts from random weights, whatever the grid says.</summary>
    public const string NoWeights = "none";

    /// <summary>A bundled grid's name, or a path.</summary>
    public required string Grid { get; init; }
    /// <summary>A re-ID folder.</summary>
    public required string DataFolder { get; init; }
    /// <summary>Whether the data set is the one that belongs to the grid, so that runs need not be told apart by it.</summary>
    public bool IsGridsOwnData { get; init; }
    /// <summary>Name of the grid in the store; null for <see cref="RunName"/>'s.</summary>
    public string? Name { get; init; }
    /// <summary>A file of initial weights, what such weights are called, or <see cref="NoWeights"/>; null for the grid's.</summary>
    public string? Weights { get; init; }
    public IReadOnlyList<int> Seeds { get; init; } = [];
    public double? ValidationFraction { get; init; }
    /// <summary>What a person would type to get these results again.</summary>
    public required string CommandLine { get; init; }
}
