using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>A cell or stage as others see it.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.WorkView")]
public sealed record WorkSnapshot
{
    [Id(0)] public required WorkId Work { get; init; }

    /// <summary>For people: <c>jscc-ae B=512 SNR=-3 seed=0</c>.</summary>
    [Id(1)] public required string Label { get; init; }

    [Id(2)] public required WorkStatus Status { get; init; }

    /// <summary>Grows with every change of status, so that a late message is known as late.</summary>
    [Id(3)] public required long Version { get; init; }

    /// <summary>The current or last attempt; 0 before the first.</summary>
    [Id(4)] public int Attempt { get; init; }

    /// <summary>Attempts that count as failed. Preemptions and lost leases are not failures.</summary>
    [Id(5)] public int Failures { get; init; }

    /// <summary>Attempts whose worker fell silent.</summary>
    [Id(6)] public int LostLeases { get; init; }

    /// <summary>Attempts that were asked to stop and gave their lease back.</summary>
    [Id(7)] public int Preemptions { get; init; }

    /// <summary>UTC, when it came to this status; the default when only the store knows.</summary>
    [Id(8)] public DateTimeOffset Since { get; init; }

    /// <summary>The worker and slot that hold the lease.</summary>
    [Id(9)] public string? Worker { get; init; }

    [Id(10)] public int Slot { get; init; }

    /// <summary>UTC, when the next try begins; in backoff only.</summary>
    [Id(11)] public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Why it is quarantined, or why the last attempt ended.</summary>
    [Id(12)] public string? Reason { get; init; }

    /// <summary>The last lines the failed training process wrote.</summary>
    [Id(13)] public ImmutableArray<string> LogTail { get; init; } = [];

    /// <summary>Seconds under a lease, over all attempts this cluster has seen.</summary>
    [Id(15)] public double LeasedSeconds { get; init; }

    /// <summary>Stages it still waits for.</summary>
    [Id(16)] public ImmutableArray<WorkId> MissingStages { get; init; } = [];

    /// <summary>The stage whose quarantine put this into quarantine.</summary>
    [Id(17)] public WorkId? BlockingStage { get; init; }

    /// <summary>What the failure of the current or last attempt is due to; null when it has not failed.</summary>
    [Id(18)] public FailureCause? Cause { get; init; }
}
