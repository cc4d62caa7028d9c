using System.Collections.Immutable;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Works;

/// <summary>Everything that can happen to a cell or stage.</summary>
internal abstract record WorkEvent
{
    /// <summary>A grid wants it. What the store says decides where it starts.</summary>
    public sealed record Submitted(WorkRequest Submission, int StoreAttempt, bool IsCommitted) : WorkEvent;

    /// <summary>A grid wants it, but what the store holds of it cannot be used.</summary>
    public sealed record Refused(WorkRequest Submission, string Reason) : WorkEvent;

    public sealed record DemandChanged(string Observer, WorkDemand Demand) : WorkEvent;

    public sealed record StagesChanged(ImmutableArray<StageOutcome> Outcomes) : WorkEvent;

    public sealed record LeaseRequested(string Worker, int Slot) : WorkEvent;

    public sealed record Heartbeat(string Worker, int Attempt) : WorkEvent;

    public sealed record Completed(string Worker, int Attempt) : WorkEvent;

    public sealed record Failed(string Worker, int Attempt, AttemptFailure Failure) : WorkEvent;

    public sealed record HandedBack(string Worker, int Attempt, int StoreAttempt, string? Reason) : WorkEvent;

    /// <summary>The lease reached nobody.</summary>
    public sealed record LeaseWithdrawn(string Worker, int Attempt) : WorkEvent;

    public sealed record Forgiven(int Attempt) : WorkEvent;

    public sealed record RetryAsked : WorkEvent;

    /// <summary>The deadline may have passed.</summary>
    public sealed record AlarmRang : WorkEvent;

    /// <summary>The grain came to life again from its state; heartbeats may have been missed meanwhile.</summary>
    public sealed record Recovered : WorkEvent;
}
