using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Works;

/// <summary>All a work grain knows of its cell or stage. Changed only by <see cref="WorkTransitions"/>.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.WorkRecord")]
internal sealed record WorkRecord
{
    /// <summary>For people. What to do is kept by the grid shards that observe it.</summary>
    [Id(1)] public string Label { get; init; } = "";
    [Id(2)] public WorkStatus Status { get; init; }

    /// <summary>Grows with every change that others must know of.</summary>
    [Id(3)] public long Version { get; init; }

    /// <summary>UTC, when it came to its status.</summary>
    [Id(4)] public DateTimeOffset Since { get; init; }

    /// <summary>What each grid shard wants of it.</summary>
    [Id(5)] public ImmutableDictionary<string, WorkDemand> Observers { get; init; } = ImmutableDictionary<string, WorkDemand>.Empty;

    /// <summary>Required stages that are not known to be committed.</summary>
    [Id(6)] public ImmutableArray<WorkId> MissingStages { get; init; } = [];

    /// <summary>The required stage whose quarantine put this into quarantine.</summary>
    [Id(7)] public WorkId? BlockingStage { get; init; }

    /// <summary>The current or last attempt.</summary>
    [Id(8)] public int Attempt { get; init; }

    /// <summary>Attempts that count as failed.</summary>
    [Id(9)] public ImmutableArray<FailedAttempt> Failures { get; init; } = [];

    [Id(10)] public int LostLeases { get; init; }
    [Id(11)] public int Preemptions { get; init; }

    /// <summary>Who holds the lease; not null exactly when leased.</summary>
    [Id(12)] public string? Worker { get; init; }

    [Id(13)] public int Slot { get; init; }

    /// <summary>UTC, when the lease ends without a heartbeat, or the backoff is over.</summary>
    [Id(14)] public DateTimeOffset? Deadline { get; init; }

    /// <summary>Why it is quarantined, or why the last attempt ended.</summary>
    [Id(15)] public string? Reason { get; init; }

    [Id(16)] public ImmutableArray<string> LogTail { get; init; } = [];

    /// <summary>Seconds under a lease, over all attempts.</summary>
    [Id(17)] public double LeasedSeconds { get; init; }

    /// <summary>Workers whose failures at it were forgiven: should it fail on another, it is to blame after all.</summary>
    [Id(18)] public ImmutableArray<string> ForgivenWorkers { get; init; } = [];

    /// <summary>
    /// Whether its grid shards and the store know all of this, so that it need not be written down: who forgets it is submitted again.
    /// </summary>
    public bool IsRepeatable =>
        Status is WorkStatus.Waiting or WorkStatus.Ready or WorkStatus.Paused or WorkStatus.Cancelled or WorkStatus.Committed;

    /// <summary>Scheme of a cell, kind of a stage.</summary>
    public string Kind => WorkSpec.KindOf(Label);

    /// <summary>The strongest wish of all grids.</summary>
    public WorkDemand Demand => Observers.IsEmpty ? WorkDemand.None : Observers.Values.Max();

    public WorkSnapshot ToSnapshot(WorkId work) => new()
    {
        Work = work,
        Label = Label,
        Status = Status,
        Version = Version,
        Attempt = Attempt,
        Failures = Failures.Length,
        LostLeases = LostLeases,
        Preemptions = Preemptions,
        Since = Since,
        Worker = Worker,
        Slot = Slot,
        RetryAt = Status == WorkStatus.Backoff ? Deadline : null,
        Reason = Reason,
        LogTail = LogTail,
        LeasedSeconds = LeasedSeconds,
        MissingStages = MissingStages,
        BlockingStage = BlockingStage,
        Cause = !Failures.IsEmpty && Failures[^1].Attempt == Attempt ? Failures[^1].Cause : null,
    };
}
