using JsccGrid.FakeTrainer;

namespace JsccGrid.Chaos.Cluster;

/// <summary>The cluster of a run.</summary>
internal sealed record ChaosClusterOptions
{
    /// <summary>For everything: logs, data, scratch space.</summary>
    public required string Folder { get; init; }

    public int Silos { get; init; } = 2;

    public int Workers { get; init; } = 3;

    public int SlotsPerWorker { get; init; } = 3;

    /// <summary>What the fake trainer does.</summary>
    public required Script Script { get; init; }

    /// <summary>A folder to be the store instead of Azurite; null for Azurite.</summary>
    public string? StoreFolder { get; init; }

    /// <summary>Whether one worker gets a network of its own and one a small disk, where this machine allows it.</summary>
    public bool WithOwnSurroundings { get; init; } = true;
}
