namespace JsccGrid.Chaos.Cluster;

/// <summary>The cluster of a run.</summary>
internal sealed record ChaosClusterOptions
{
    /// <summary>For everything: logs, data, scratch space.</summary>
    public required string Folder { get; init; }

    public int Silos { get; init; } = 2;

    public int Workers { get; init; } = 3;

    public int SlotsPerWorker { get; init; } = 3;

    /// <summary>How long a step of the fake trainer waits.</summary>
    public int StepMilliseconds { get; init; } = 250;

    /// <summary>Whether one worker gets a network of its own and one a small disk, where this machine allows it.</summary>
    public bool WithOwnSurroundings { get; init; } = true;

    /// <summary>Settings of all nodes, below <c>JsccGrid</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
