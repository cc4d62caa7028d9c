using JsccGrid.Chaos.Cluster;

namespace JsccGrid.Chaos.Faults;

/// <summary>What a plan of faults is made for.</summary>
internal sealed record FaultPlanOptions
{
    public required int Seed { get; init; }

    /// <summary>Faults begin before this time.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Kinds that may happen.</summary>
    public IReadOnlySet<FaultKind> Kinds { get; init; } = Enum.GetValues<FaultKind>().ToHashSet();

    /// <summary>Workers, from 1.</summary>
    public int Workers { get; init; } = 3;

    /// <summary>Before the first fault.</summary>
    public TimeSpan Lead { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Mean time from one fault to the next. Default: 8 s.</summary>
    public TimeSpan MeanGap { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The most that happen at a time. Default: 2.</summary>
    public int AtOnce { get; init; } = 2;

    /// <summary>The longest a fault lasts. Default: 60 s.</summary>
    public TimeSpan LongestFault { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The worker whose network can be cut, from 0; null for none.</summary>
    public int? NetworkWorker { get; init; }

    /// <summary>The worker whose disk can be filled, from 0; null for none.</summary>
    public int? DiskWorker { get; init; }

    /// <summary>The worker whose clock can be set, from 0; null for none.</summary>
    public int? ClockWorker { get; init; }

    /// <summary>What the store is. Default: Azurite.</summary>
    public StoreKind Store { get; init; } = StoreKind.Azurite;

    /// <summary>Whether a folder that is the store can be made read-only. Default: no.</summary>
    public bool CanBeReadOnly { get; init; }
}
