using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Works;

namespace JsccGrid.Grains.Tests.Works;

/// <summary>
/// The same life told plainly: facts that events change one by one, and a status that is read off them. Nothing here knows of
/// transitions.
/// </summary>
internal sealed class WorkModel(OrchestrationOptions options, IReadOnlyList<WorkId> required)
{
    private readonly Dictionary<string, WorkDemand> wishes = [];
    private readonly HashSet<WorkId> missing = [];
    private readonly List<(int Attempt, string Worker)> failures = [];
    private bool isKnown;
    private bool isCommitted;
    private bool isQuarantined;
    private WorkId? blockedBy;
    private (string Worker, int Attempt, DateTimeOffset Until)? lease;
    private DateTimeOffset? backoffUntil;
    private int attempt;
    private int lost;

    public int Attempt => attempt;

    public int Failures => failures.Count;

    public int Lost => lost;

    public string? Holder => Status == WorkStatus.Leased ? lease!.Value.Worker : null;

    public WorkStatus Status
    {
        get
        {
            if (!isKnown) return WorkStatus.Unknown;
            if (isCommitted) return WorkStatus.Committed;
            if (isQuarantined) return WorkStatus.Quarantined;
            if (lease is not null) return WorkStatus.Leased;
            return Demand switch
            {
                WorkDemand.None => WorkStatus.Cancelled,
                WorkDemand.Hold => WorkStatus.Paused,
                _ when missing.Count > 0 => WorkStatus.Waiting,
                _ when backoffUntil is not null => WorkStatus.Backoff,
                _ => WorkStatus.Ready,
            };
        }
    }

    private WorkDemand Demand => wishes.Count == 0 ? WorkDemand.None : wishes.Values.Max();

    public void Apply(WorkEvent happened, DateTimeOffset now)
    {
        switch (happened)
        {
            case WorkEvent.Submitted e:
                wishes[e.Submission.Observer] = e.Submission.Demand;
                attempt = Math.Max(attempt, e.StoreAttempt);
                if (e.IsCommitted) Commit();
                else if (!isKnown || isCommitted) StartOver();
                isKnown = true;
                break;
            case WorkEvent.Refused e:
                wishes[e.Submission.Observer] = e.Submission.Demand;
                (isKnown, isCommitted, isQuarantined) = (true, false, true);
                break;
            case WorkEvent.DemandChanged e when isKnown && (wishes.ContainsKey(e.Observer) || e.Demand != WorkDemand.None):
                wishes[e.Observer] = e.Demand;
                break;
            case WorkEvent.StagesChanged e:
                foreach (var outcome in e.Outcomes) Hear(outcome);
                break;
            case WorkEvent.LeaseRequested e when Status == WorkStatus.Ready:
                lease = (e.Worker, ++attempt, now + options.LeaseDuration);
                break;
            case WorkEvent.Heartbeat e when Holds(e.Worker, e.Attempt):
                lease = (e.Worker, e.Attempt, now + options.LeaseDuration);
                break;
            case WorkEvent.Recovered when lease is { } held:
                lease = held with { Until = now + options.LeaseDuration };
                break;
            case WorkEvent.Completed when isKnown:
                Commit();
                break;
            case WorkEvent.Failed e when Holds(e.Worker, e.Attempt):
                lease = null;
                failures.Add((e.Attempt, e.Worker));
                if (!e.Failure.Retryable || failures.Count >= options.MaxFailures) isQuarantined = true;
                else BackOff(now, failures.Count);
                break;
            case WorkEvent.HandedBack e when Holds(e.Worker, e.Attempt):
                lease = null;
                attempt = Math.Max(attempt, e.StoreAttempt);
                break;
            case WorkEvent.LeaseWithdrawn e when Holds(e.Worker, e.Attempt):
                lease = null;
                attempt--;
                break;
            case WorkEvent.Forgiven e:
                var wasFull = failures.Count >= options.MaxFailures;
                if (failures.RemoveAll(failure => failure.Attempt == e.Attempt) == 0) break;
                backoffUntil = null;
                if (wasFull) isQuarantined = false;
                break;
            case WorkEvent.RetryAsked when Status == WorkStatus.Quarantined:
                (isQuarantined, blockedBy, lost) = (false, null, 0);
                failures.Clear();
                break;
            case WorkEvent.AlarmRang:
                Ring(now);
                break;
        }
        // A pause or a missing stage outlasts a backoff.
        if (Status != WorkStatus.Backoff) backoffUntil = null;
    }

    private void Hear(StageOutcome outcome)
    {
        if (outcome.Status == WorkStatus.Quarantined)
        {
            if (Status != WorkStatus.Waiting || !missing.Contains(outcome.Stage)) return;
            (isQuarantined, blockedBy) = (true, outcome.Stage);
            return;
        }
        if (outcome.Status == WorkStatus.Committed) missing.Remove(outcome.Stage);
        if (blockedBy == outcome.Stage) (isQuarantined, blockedBy) = (false, null);
    }

    private void Ring(DateTimeOffset now)
    {
        if (Status == WorkStatus.Backoff && now >= backoffUntil) backoffUntil = null;
        if (Status != WorkStatus.Leased || now < lease!.Value.Until) return;
        lease = null;
        lost++;
        if (lost >= options.MaxLostLeases) isQuarantined = true;
        else if (lost > 1) BackOff(now, lost - 1);
    }

    private void BackOff(DateTimeOffset now, int tries) =>
        backoffUntil = now + RetryDelay.Of(tries, RetryDelay.Fraction(WorkTransitionsModelTests.Label, attempt), options);

    private void Commit() => (isCommitted, isQuarantined, blockedBy, lease) = (true, false, null, null);

    private void StartOver()
    {
        (isCommitted, isQuarantined, blockedBy, lease) = (false, false, null, null);
        missing.UnionWith(required);
    }

    private bool Holds(string worker, int number) =>
        Status == WorkStatus.Leased && lease!.Value.Worker == worker && lease.Value.Attempt == number;
}
