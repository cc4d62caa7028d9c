using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Works;

/// <summary>
/// The life of a cell or stage, as a function of its state, an event and the time:
/// <code>
/// Waiting ─stages committed─→ Ready ─lease─→ Leased ─completed─→ Committed
///                               ↑ ↑            │
///                               │ └─handed back┤
///                               └── Backoff ←──┴─failed, lost─→ Quarantined
/// </code>
/// Paused and Cancelled are where it rests when no grid wants it to run. An event that does not fit (a late message, another's
/// attempt) changes nothing.
/// </summary>
internal static class WorkTransitions
{
    public static WorkTransition Apply(
        WorkRecord record, WorkEvent happened, DateTimeOffset now, OrchestrationOptions options) => happened switch
    {
        WorkEvent.Submitted e => new(Submit(record, e, now)),
        WorkEvent.Refused e => new(Refuse(record, e, now)),
        WorkEvent.DemandChanged e => new(ChangeDemand(record, e, now)),
        WorkEvent.StagesChanged e => new(e.Outcomes.Aggregate(record, (current, outcome) => ChangeStage(current, outcome, now))),
        WorkEvent.LeaseRequested e => new(Lease(record, e, now, options)),
        WorkEvent.Heartbeat e => new(Holds(record, e.Worker, e.Attempt) ? record with { Deadline = now + options.LeaseDuration } : record),
        WorkEvent.Completed e => Complete(record, e, now),
        WorkEvent.Failed e => Fail(record, e, now, options),
        WorkEvent.HandedBack e => new(HandBack(record, e, now)),
        WorkEvent.LeaseWithdrawn e => new(Withdraw(record, e, now)),
        WorkEvent.Forgiven e => new(Forgive(record, e.Attempt, now, options)),
        WorkEvent.RetryAsked => new(Retry(record, now)),
        WorkEvent.AlarmRang => new(Expire(record, now, options)),
        WorkEvent.Recovered => new(record.Status == WorkStatus.Leased ? record with { Deadline = now + options.LeaseDuration } : record),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, null),
    };

    /// <summary>What the holder of an attempt is to do.</summary>
    public static LeaseDirective Directive(WorkRecord record, string worker, int attempt) =>
        !Holds(record, worker, attempt) ? LeaseDirective.Lost
        : record.Demand == WorkDemand.Run ? LeaseDirective.Continue : LeaseDirective.Preempt;

    /// <summary>
    /// How long until a deadline. One that is further off than any wait lasts was set by a clock that has been set back since, or by
    /// another silo's; it is due.
    /// </summary>
    public static TimeSpan TimeLeft(DateTimeOffset deadline, DateTimeOffset now, OrchestrationOptions options)
    {
        var left = deadline - now;
        var longest = RetryDelay.Longest(options);
        return left > TimeSpan.Zero && left <= (longest > options.LeaseDuration ? longest : options.LeaseDuration) ? left : TimeSpan.Zero;
    }

    private static WorkRecord Submit(WorkRecord record, WorkEvent.Submitted e, DateTimeOffset now)
    {
        var (label, required, observer, demand, version, _) = e.Submission;
        // The shard knows of later changes than this record has: they were forgotten with a silo whose clock was ahead.
        var isForgetful = record.Version < version;
        var isNews = isForgetful || record.Label != label || record.Attempt < e.StoreAttempt
            || !record.Observers.TryGetValue(observer, out var known) || known != demand;
        var wanted = !isNews ? record : record with
        {
            Label = label,
            Observers = record.Observers.SetItem(observer, demand),
            Attempt = Math.Max(record.Attempt, e.StoreAttempt),
            Version = isForgetful ? version + 1 : record.Version,
        };
        if (e.IsCommitted) return record.Status == WorkStatus.Committed ? wanted : MoveTo(wanted, WorkStatus.Committed, now);
        // Committed here but not in the store: somebody deleted it there, and the store is the truth.
        return record.Status is WorkStatus.Unknown or WorkStatus.Committed
            ? Reconcile(wanted with { MissingStages = required }, now)
            : FollowDemand(wanted, now);
    }

    private static WorkRecord Refuse(WorkRecord record, WorkEvent.Refused e, DateTimeOffset now) => MoveTo(
        record with
        {
            Label = e.Submission.Label,
            Observers = record.Observers.SetItem(e.Submission.Observer, e.Submission.Demand),
            Version = Math.Max(record.Version, e.Submission.Version),
            Reason = e.Reason,
        },
        WorkStatus.Quarantined, now);

    private static WorkRecord ChangeDemand(WorkRecord record, WorkEvent.DemandChanged e, DateTimeOffset now)
    {
        var isKnown = record.Observers.TryGetValue(e.Observer, out var known);
        // Who wants nothing any more still hears what becomes of it; a stranger who wants nothing does not.
        if (record.Status == WorkStatus.Unknown || (isKnown ? known == e.Demand : e.Demand == WorkDemand.None)) return record;
        return FollowDemand(record with { Observers = record.Observers.SetItem(e.Observer, e.Demand) }, now);
    }

    /// <summary>Moves work that nobody runs to where the demand now puts it. What a worker has learns so at its next heartbeat.</summary>
    private static WorkRecord FollowDemand(WorkRecord record, DateTimeOffset now)
    {
        var isResting = record.Status is WorkStatus.Paused or WorkStatus.Cancelled;
        var isPending = record.Status is WorkStatus.Waiting or WorkStatus.Ready or WorkStatus.Backoff;
        return (isPending && record.Demand != WorkDemand.Run) || isResting ? Reconcile(record, now) : record;
    }

    private static WorkRecord ChangeStage(WorkRecord record, StageOutcome outcome, DateTimeOffset now)
    {
        var wasBlocking = record.BlockingStage == outcome.Stage;
        if (outcome.Status == WorkStatus.Quarantined)
        {
            if (record.Status != WorkStatus.Waiting || !record.MissingStages.Contains(outcome.Stage)) return record;
            return MoveTo(record with { BlockingStage = outcome.Stage, Reason = outcome.Reason, LogTail = [] },
                WorkStatus.Quarantined, now);
        }
        var isMissing = outcome.Status != WorkStatus.Committed;
        var next = isMissing || !record.MissingStages.Contains(outcome.Stage)
            ? record
            : record with { MissingStages = record.MissingStages.Remove(outcome.Stage) };
        if (wasBlocking) return Reconcile(next with { BlockingStage = null, Reason = null }, now);
        return next.Status == WorkStatus.Waiting && next.MissingStages.IsEmpty ? Reconcile(next, now) : next;
    }

    private static WorkRecord Lease(WorkRecord record, WorkEvent.LeaseRequested e, DateTimeOffset now, OrchestrationOptions options) =>
        record.Status != WorkStatus.Ready ? record : MoveTo(record, WorkStatus.Leased, now) with
        {
            Attempt = record.Attempt + 1,
            Worker = e.Worker,
            Slot = e.Slot,
            Deadline = now + options.LeaseDuration,
        };

    private static WorkTransition Complete(WorkRecord record, WorkEvent.Completed e, DateTimeOffset now)
    {
        // The store sealed this attempt's output, so it is the result even if the lease has moved on meanwhile.
        if (record.Status is WorkStatus.Unknown or WorkStatus.Committed) return new(record);
        return new(MoveTo(record with { Reason = null, LogTail = [], BlockingStage = null }, WorkStatus.Committed, now),
            new WorkerOutcome(e.Worker, e.Attempt, AttemptOutcome.Succeeded));
    }

    private static WorkTransition Fail(WorkRecord record, WorkEvent.Failed e, DateTimeOffset now, OrchestrationOptions options)
    {
        if (!Holds(record, e.Worker, e.Attempt)) return new(record);
        var failed = record with
        {
            Failures = record.Failures.Add(new FailedAttempt(e.Attempt, e.Worker, e.Failure.Cause)),
            Reason = e.Failure.Reason,
            LogTail = e.Failure.LogTail,
        };
        if (!e.Failure.Retryable) return new(MoveTo(failed, WorkStatus.Quarantined, now));
        var failedElsewhere = record.Failures.Select(failure => failure.Worker).Concat(record.ForgivenWorkers)
            .Any(worker => worker != e.Worker);
        var next = failed.Failures.Length >= options.MaxFailures
            ? MoveTo(failed, WorkStatus.Quarantined, now)
            : BackOff(failed, failed.Failures.Length, now, options);
        if (e.Failure.IsOfProgram) return new(next);
        return new(next, new WorkerOutcome(
            e.Worker, e.Attempt, failedElsewhere ? AttemptOutcome.FailedElsewhereToo : AttemptOutcome.Failed));
    }

    private static WorkRecord HandBack(WorkRecord record, WorkEvent.HandedBack e, DateTimeOffset now)
    {
        if (!Holds(record, e.Worker, e.Attempt)) return record;
        var attempt = Math.Max(record.Attempt, e.StoreAttempt);
        return Reconcile(record with { Preemptions = record.Preemptions + 1, Attempt = attempt, Reason = e.Reason, LogTail = [] }, now);
    }

    private static WorkRecord Withdraw(WorkRecord record, WorkEvent.LeaseWithdrawn e, DateTimeOffset now) =>
        // Nobody has seen the number, so that the next lease may have it.
        Holds(record, e.Worker, e.Attempt) ? Reconcile(record with { Attempt = record.Attempt - 1 }, now) : record;

    private static WorkRecord Forgive(WorkRecord record, int attempt, DateTimeOffset now, OrchestrationOptions options)
    {
        var kept = record.Failures.RemoveAll(failure => failure.Attempt == attempt);
        if (kept.Length == record.Failures.Length) return record;
        var suspects = record.Failures.Where(failure => failure.Attempt == attempt).Select(failure => failure.Worker);
        var forgiven = record with { Failures = kept, ForgivenWorkers = [.. record.ForgivenWorkers.Union(suspects)] };
        var isHeldByFailures = record.Status == WorkStatus.Backoff
            || (record.Status == WorkStatus.Quarantined && record.Failures.Length >= options.MaxFailures);
        return isHeldByFailures ? Reconcile(forgiven, now) : forgiven;
    }

    private static WorkRecord Retry(WorkRecord record, DateTimeOffset now) =>
        record.Status != WorkStatus.Quarantined
            ? record
            : Reconcile(
                record with { Failures = [], ForgivenWorkers = [], LostLeases = 0, BlockingStage = null, Reason = null, LogTail = [] },
                now);

    private static WorkRecord Expire(WorkRecord record, DateTimeOffset now, OrchestrationOptions options)
    {
        if (record.Deadline is not { } deadline || TimeLeft(deadline, now, options) > TimeSpan.Zero) return record;
        if (record.Status == WorkStatus.Backoff) return Reconcile(record, now);
        var lost = record with
        {
            LostLeases = record.LostLeases + 1,
            Reason = $"{record.Worker} slot {record.Slot} fell silent during attempt {record.Attempt}",
            LogTail = [],
        };
        if (lost.LostLeases >= options.MaxLostLeases)
            return MoveTo(lost with { Reason = $"{lost.Reason}; {lost.LostLeases} attempts ended so" }, WorkStatus.Quarantined, now);
        // One silent worker is its own misfortune; several in a row may be this cell's doing.
        return lost.LostLeases == 1 ? Reconcile(lost, now) : BackOff(lost, lost.LostLeases - 1, now, options);
    }

    private static bool Holds(WorkRecord record, string worker, int attempt) =>
        record.Status == WorkStatus.Leased && record.Worker == worker && record.Attempt == attempt;

    private static WorkRecord BackOff(WorkRecord record, int tries, DateTimeOffset now, OrchestrationOptions options) =>
        record.Demand != WorkDemand.Run
            ? Reconcile(record, now)
            : MoveTo(record, WorkStatus.Backoff, now) with
            {
                Deadline = now + RetryDelay.Of(tries, RetryDelay.Fraction(record.Label, record.Attempt), options),
            };

    /// <summary>Where work that is not with a worker belongs.</summary>
    private static WorkRecord Reconcile(WorkRecord record, DateTimeOffset now)
    {
        var status = record.Demand switch
        {
            WorkDemand.None => WorkStatus.Cancelled,
            WorkDemand.Hold => WorkStatus.Paused,
            _ => record.MissingStages.IsEmpty ? WorkStatus.Ready : WorkStatus.Waiting,
        };
        return status == record.Status ? record : MoveTo(record, status, now);
    }

    private static WorkRecord MoveTo(WorkRecord record, WorkStatus status, DateTimeOffset now) => record with
    {
        Status = status,
        Version = Math.Max(record.Version + 1, now.UtcTicks),
        Since = now,
        Worker = null,
        Slot = 0,
        Deadline = null,
        LeasedSeconds = record.LeasedSeconds + (record.Status == WorkStatus.Leased ? (now - record.Since).TotalSeconds : 0),
    };
}
