using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Lifetimes;
using JsccGrid.Grains.Telemetry;
using JsccGrid.Storage;
using JsccGrid.Storage.Works;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace JsccGrid.Grains.Works;

/// <summary>
/// Puts <see cref="WorkTransitions"/> to work: keeps the record, rings its alarm, and tells the shards that observe it. Lives
/// beside the shard that first asked for it.
/// </summary>
[PreferLocalPlacement, CollectionAgeLimit(Minutes = CollectionMinutes)]
internal sealed partial class WorkGrain(
    [PersistentState("work", GrainStorageNames.Coordination)] IPersistentState<WorkRecord> storage,
    WorkStore store,
    IOptions<OrchestrationOptions> options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    ILogger<WorkGrain> logger) : Grain, IWorkGrain
{
    /// <summary>Work that waits long, or is done, needs no memory.</summary>
    private const int CollectionMinutes = 2;

    private WorkId work;
    private IGrainTimer? alarm;

    /// <summary>The shard that knew this work when the grain did not.</summary>
    private string? knower;

    private WorkRecord Record => storage.State;

    private IGridCatalogGrain Catalog => GrainFactory.Catalog();

    private IWorkerPoolGrain Pool => GrainFactory.Pool();

    private WorkSnapshot Snapshot => Record.ToSnapshot(work);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        work = WorkId.Parse(this.GetPrimaryKeyString());
        await ApplyAsync(new WorkEvent.Recovered());
        // A backoff goes on where it was.
        SetAlarm();
    }

    public Task<WorkSnapshot> GetAsync() => Task.FromResult(Snapshot);

    public async Task<WorkExplanation> WhyAsync()
    {
        var record = Record.Status == WorkStatus.Unknown ? await RecallAsync() : Record;
        var why = new WorkExplanation { Code = WhyCode.Unknown, Work = record.ToSnapshot(work), At = clock.GetUtcNow() };
        switch (record.Status)
        {
            case WorkStatus.Waiting:
                var stage = await GrainFactory.Work(record.MissingStages[0]).WhyAsync();
                return why with
                {
                    Code = WhyCode.WaitsForStage,
                    Stage = stage.Work.Status == WorkStatus.Unknown ? null : stage.Work,
                    Progress = stage.Progress,
                };
            case WorkStatus.Ready when ShardsThatWant(record).Min(StringComparer.Ordinal) is { } shard:
                if (await GrainFactory.GetGrain<IGridShardGrain>(shard).ReadyBeforeAsync(work) is not { } before)
                    return why with { Code = WhyCode.NotOffered };
                var queue = await Pool.DescribeQueueAsync(shard);
                return why with { Code = CodeOf(queue), Queue = queue, Ahead = queue.ReadyAhead + before };
            case WorkStatus.Leased:
                return why with
                {
                    Code = record.Demand == WorkDemand.Run ? WhyCode.Training : WhyCode.Stopping,
                    Progress = await Pool.GetProgressAsync(record.Worker!, work, record.Attempt),
                };
            default:
                return why with { Code = CodeOf(record.Status) };
        }
    }

    public async Task<bool> RetryAsync()
    {
        if (Record.Status != WorkStatus.Quarantined) return false;
        if (Record.BlockingStage is { } stage) await GrainFactory.Work(stage).RetryAsync();
        await ApplyAsync(new WorkEvent.RetryAsked());
        return true;
    }

    public async Task<WorkSnapshot> SubmitAsync(WorkRequest submission)
    {
        var isStoreAsked = Record.Status is WorkStatus.Unknown or WorkStatus.Cancelled
            || (Record.Status == WorkStatus.Committed && submission.Verify);
        var happened = isStoreAsked
            ? await CompareWithStoreAsync(submission)
            : new WorkEvent.Submitted(submission, 0, Record.Status == WorkStatus.Committed);
        return await ApplyAsync(happened, submission.Observer);
    }

    public Task<WorkSnapshot> SetDemandAsync(string observer, WorkDemand demand) =>
        ApplyAsync(new WorkEvent.DemandChanged(observer, demand), observer);

    public Task<WorkSnapshot> StagesChangedAsync(string observer, ImmutableArray<StageOutcome> outcomes) =>
        ApplyAsync(new WorkEvent.StagesChanged(outcomes), observer);

    public async Task<LeaseReply> TryLeaseAsync(WorkRequest submission, string worker, int slot)
    {
        await SubmitAsync(submission);
        var before = Record;
        var view = await ApplyAsync(new WorkEvent.LeaseRequested(worker, slot), submission.Observer);
        var isNew = !ReferenceEquals(before, Record) && Record.Status == WorkStatus.Leased;
        return new LeaseReply(isNew ? Record.Attempt : 0, view);
    }

    public async Task<LeaseDirective> HeartbeatAsync(string worker, int attempt)
    {
        await ApplyAsync(new WorkEvent.Heartbeat(worker, attempt));
        return WorkTransitions.Directive(Record, worker, attempt);
    }

    public Task CompletedAsync(string worker, int attempt) => ApplyAsync(new WorkEvent.Completed(worker, attempt));

    public Task FailedAsync(string worker, int attempt, AttemptFailure failure) =>
        ApplyAsync(new WorkEvent.Failed(worker, attempt, failure));

    public Task HandedBackAsync(string worker, int attempt, int storeAttempt, string? reason) =>
        ApplyAsync(new WorkEvent.HandedBack(worker, attempt, storeAttempt, reason));

    public Task WithdrawLeaseAsync(string worker, int attempt) => ApplyAsync(new WorkEvent.LeaseWithdrawn(worker, attempt));

    public Task ForgiveAsync(int attempt) => ApplyAsync(new WorkEvent.Forgiven(attempt));

    /// <summary>
    /// What a grain that waited so long that it was forgotten would know: what its shard has heard, or, if that is of no more use, what
    /// would come of a submission now. Nothing is submitted, since whoever asks why shall change nothing.
    /// </summary>
    private async Task<WorkRecord> RecallAsync()
    {
        // It may have been submitted while others were asked.
        if (await FindKnownAsync() is not { Snapshot: var heard, Submission: var submission } || Record.Status != WorkStatus.Unknown)
            return Record;
        var recalled = new WorkRecord
        {
            Label = heard.Label,
            Status = heard.Status,
            Version = heard.Version,
            Since = heard.Since,
            Attempt = heard.Attempt,
            MissingStages = heard.MissingStages,
            Observers = Record.Observers.SetItem(submission.Observer, submission.Demand),
        };
        if (recalled.IsRepeatable) return recalled;
        var expected = WorkTransitions.Apply(Record, await CompareWithStoreAsync(submission), clock.GetUtcNow(), options.Value).Record;
        // The store does not say when it was committed.
        return expected.Status == WorkStatus.Committed ? expected with { Since = default } : expected;
    }

    /// <summary>Looks through the shards of all grids only where the one that knew this work before does not want it any more.</summary>
    private async Task<KnownWork?> FindKnownAsync()
    {
        if (knower is not null)
        {
            var known = await GrainFactory.GetGrain<IGridShardGrain>(knower).FindAsync(work.Digits, 1);
            if (known is [{ Submission.Demand: WorkDemand.Run }]) return known[0];
        }
        var found = await Catalog.FindAsync(work);
        knower = found?.Submission.Observer;
        return found;
    }

    private async Task<WorkEvent> CompareWithStoreAsync(WorkRequest submission)
    {
        try
        {
            var state = await store.ReadStateAsync(work);
            return new WorkEvent.Submitted(submission, state.Attempt, state.IsCommitted);
        }
        catch (StoreCorruptException exception)
        {
            return new WorkEvent.Refused(submission, exception.Message);
        }
    }

    /// <param name="happened">What happened.</param>
    /// <param name="caller">The shard that gets the answer.</param>
    private async Task<WorkSnapshot> ApplyAsync(WorkEvent happened, string? caller = null)
    {
        var before = Record;
        var transition = WorkTransitions.Apply(before, happened, clock.GetUtcNow(), options.Value);
        if (ReferenceEquals(transition.Record, before)) return Snapshot;
        storage.State = transition.Record;
        // A heartbeat only moves the deadline, which a grain that comes back to life sets anew.
        var isSaved = happened is not (WorkEvent.Heartbeat or WorkEvent.Recovered) && (storage.RecordExists || !Record.IsRepeatable);
        if (isSaved) await storage.WriteOrLeaveAsync(this);
        SetAlarm();
        if (Record.Version != before.Version)
        {
            OrchestrationMetrics.Count(before, Record, happened);
            WorkSpans.Record(work, before, Record);
            LogMoved(logger, Record.Label, work, before.Status, Record.Status, Record.Attempt);
            if (Record.Reason is { } reason && reason != before.Reason)
                LogTrouble(logger, Record.Label, work, Record.Attempt, Record.Status, reason);
            var view = Snapshot;
            foreach (var observer in Record.Observers.Keys.Where(observer => observer != caller))
                _ = GrainFactory.GetGrain<IGridShardGrain>(observer).ChangedAsync(view);
        }
        if (transition.Outcome is { } outcome)
            _ = Pool.OutcomeAsync(outcome.Worker, work, outcome.Attempt, outcome.Outcome);
        return Snapshot;
    }

    private static IEnumerable<string> ShardsThatWant(WorkRecord record) =>
        record.Observers.Where(observer => observer.Value == WorkDemand.Run).Select(observer => observer.Key);

    private static WhyCode CodeOf(QueueSnapshot queue) =>
        queue.Slots == 0 ? WhyCode.NoSlot : queue.BusySlots >= queue.Slots ? WhyCode.SlotsBusy : WhyCode.InLine;

    private static WhyCode CodeOf(WorkStatus status) => status switch
    {
        WorkStatus.Backoff => WhyCode.Backoff,
        WorkStatus.Paused => WhyCode.Paused,
        WorkStatus.Committed => WhyCode.Committed,
        WorkStatus.Quarantined => WhyCode.Quarantined,
        WorkStatus.Cancelled => WhyCode.Cancelled,
        _ => WhyCode.Unknown,
    };

    private async Task OnAlarmAsync()
    {
        await ApplyAsync(new WorkEvent.AlarmRang());
        // Timers may ring a little early.
        SetAlarm();
    }

    private void SetAlarm()
    {
        if (Record.Deadline is not { } deadline)
        {
            alarm?.Dispose();
            alarm = null;
            return;
        }
        var due = TimeSpan.FromMilliseconds(
            Math.Ceiling(WorkTransitions.TimeLeft(deadline, clock.GetUtcNow(), options.Value).TotalMilliseconds));
        if (alarm is not null)
        {
            alarm.Change(due, Timeout.InfiniteTimeSpan);
            return;
        }
        alarm = this.RegisterGrainTimer(
            static (grain, _) => grain.OnAlarmAsync(),
            this,
            new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }
}
