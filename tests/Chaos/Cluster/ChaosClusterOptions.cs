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

    /// <summary>Default: Azurite.</summary>
    public StoreKind Store { get; init; } = StoreKind.Azurite;

    /// <summary>
    /// Whether one worker gets a network of its own, one a small disk and one a clock of its own, and the store mounts, where this
    /// machine allows it.
    /// </summary>
    public bool WithOwnSurroundings { get; init; } = true;
}
