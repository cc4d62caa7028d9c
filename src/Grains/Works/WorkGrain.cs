using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Configuration;
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
    private WorkProgress? progress;
    private IGrainTimer? alarm;

    private WorkRecord Record => storage.State;

    private IWorkerPoolGrain Pool => GrainFactory.GetGrain<IWorkerPoolGrain>(IWorkerPoolGrain.Key);

    private WorkView View => Record.ToView(work, progress);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        work = WorkId.Parse(this.GetPrimaryKeyString());
        await ApplyAsync(new WorkEvent.Recovered());
        // A backoff goes on where it was.
        SetAlarm();
    }

    public Task<WorkView> GetAsync() => Task.FromResult(View);

    public async Task<WorkExplanation> WhyAsync()
    {
        // Who has waited long may have been forgotten; its shard repeats the submission when it is looked for.
        if (Record.Status == WorkStatus.Unknown)
            await GrainFactory.GetGrain<IGridCatalogGrain>(IGridCatalogGrain.Key).FindAsync(work.Digits, 1);
        var why = new WorkExplanation { Code = WhyCode.Unknown, Work = View, At = clock.GetUtcNow() };
        switch (Record.Status)
        {
            case WorkStatus.Waiting:
                var stage = await GrainFactory.GetGrain<IWorkGrain>(Record.MissingStages[0].Value).GetAsync();
                return why with { Code = WhyCode.WaitsForStage, Stage = stage.Status == WorkStatus.Unknown ? null : stage };
            case WorkStatus.Ready when Record.Observers.Keys.Order(StringComparer.Ordinal).FirstOrDefault() is { } shard:
                if (await GrainFactory.GetGrain<IGridShardGrain>(shard).ReadyBeforeAsync(work) is not { } before)
                    return why with { Code = WhyCode.NotOffered };
                var queue = await Pool.DescribeQueueAsync(shard);
                return why with { Code = CodeOf(queue), Queue = queue, Ahead = queue.ReadyAhead + before };
            case WorkStatus.Leased:
                return why with { Code = Record.Demand == WorkDemand.Run ? WhyCode.Training : WhyCode.Stopping };
            default:
                return why with { Code = CodeOf(Record.Status) };
        }
    }

    public async Task<bool> RetryAsync()
    {
        if (Record.Status != WorkStatus.Quarantined) return false;
        if (Record.BlockingStage is { } stage) await GrainFactory.GetGrain<IWorkGrain>(stage.Value).RetryAsync();
        await ApplyAsync(new WorkEvent.RetryAsked());
        return true;
    }

    public async Task<WorkView> SubmitAsync(WorkSubmission submission)
    {
        var isStoreAsked = Record.Status is WorkStatus.Unknown or WorkStatus.Cancelled || (Record.Status == WorkStatus.Committed && submission.Verify);
        if (!isStoreAsked) return await ApplyAsync(new WorkEvent.Submitted(submission, 0, Record.Status == WorkStatus.Committed), submission.Observer);
        try
        {
            var state = await store.ReadStateAsync(work);
            return await ApplyAsync(new WorkEvent.Submitted(submission, state.Attempt, state.IsCommitted), submission.Observer);
        }
        catch (StoreCorruptException exception)
        {
            return await ApplyAsync(new WorkEvent.Refused(submission, exception.Message), submission.Observer);
        }
    }

    public Task<WorkView> SetDemandAsync(string observer, WorkDemand demand) => ApplyAsync(new WorkEvent.DemandChanged(observer, demand), observer);

    public Task<WorkView> StagesChangedAsync(string observer, ImmutableArray<StageOutcome> outcomes) =>
        ApplyAsync(new WorkEvent.StagesChanged(outcomes), observer);

    public async Task<LeaseReply> TryLeaseAsync(WorkSubmission submission, string worker, int slot)
    {
        await SubmitAsync(submission);
        var before = Record;
        var view = await ApplyAsync(new WorkEvent.LeaseRequested(worker, slot), submission.Observer);
        var isNew = !ReferenceEquals(before, Record) && Record.Status == WorkStatus.Leased;
        return new LeaseReply(isNew ? Record.Attempt : 0, view);
    }

    public async Task<LeaseDirective> HeartbeatAsync(string worker, int attempt, WorkProgress? reported)
    {
        await ApplyAsync(new WorkEvent.Heartbeat(worker, attempt));
        var directive = WorkTransitions.Directive(Record, worker, attempt);
        if (directive != LeaseDirective.Lost) progress = reported ?? progress;
        return directive;
    }

    public Task CompletedAsync(string worker, int attempt) => ApplyAsync(new WorkEvent.Completed(worker, attempt));

    public Task FailedAsync(string worker, int attempt, AttemptFailure failure) =>
        ApplyAsync(new WorkEvent.Failed(worker, attempt, failure));

    public Task HandedBackAsync(string worker, int attempt, int storeAttempt, string? reason) =>
        ApplyAsync(new WorkEvent.HandedBack(worker, attempt, storeAttempt, reason));

    public Task WithdrawLeaseAsync(string worker, int attempt) => ApplyAsync(new WorkEvent.LeaseWithdrawn(worker, attempt));

    public Task ForgiveAsync(int attempt) => ApplyAsync(new WorkEvent.Forgiven(attempt));

    /// <param name="happened">What happened.</param>
    /// <param name="caller">The shard that gets the answer.</param>
    private async Task<WorkView> ApplyAsync(WorkEvent happened, string? caller = null)
    {
        var before = Record;
        var transition = WorkTransitions.Apply(before, happened, clock.GetUtcNow(), options.Value);
        if (ReferenceEquals(transition.Record, before)) return View;
        storage.State = transition.Record;
        // A heartbeat only moves the deadline, which a grain that comes back to life sets anew.
        var isSaved = happened is not (WorkEvent.Heartbeat or WorkEvent.Recovered) && (storage.RecordExists || !Record.IsRepeatable);
        if (isSaved) await storage.WriteOrLeaveAsync(this);
        SetAlarm();
        if (Record.Version != before.Version)
        {
            if (Record.Status != WorkStatus.Leased) progress = null;
            OrchestrationMetrics.Count(before, Record, happened);
            WorkSpans.Record(work, before, Record);
            LogMoved(logger, Record.Label, work, before.Status, Record.Status, Record.Attempt);
            if (Record.Reason is { } reason && reason != before.Reason)
                LogTrouble(logger, Record.Label, work, Record.Attempt, Record.Status, reason);
            var view = View;
            foreach (var observer in Record.Observers.Keys.Where(observer => observer != caller)) _ = GrainFactory.GetGrain<IGridShardGrain>(observer).ChangedAsync(view);
        }
        if (transition.Outcome is { } outcome)
            _ = Pool.OutcomeAsync(outcome.Worker, work, outcome.Attempt, outcome.Outcome);
        return View;
    }

    private static WhyCode CodeOf(QueueView queue) =>
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

    private async Task RingAsync()
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
        var due = TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((deadline - clock.GetUtcNow()).TotalMilliseconds)));
        if (alarm is not null)
        {
            alarm.Change(due, Timeout.InfiniteTimeSpan);
            return;
        }
        alarm = this.RegisterGrainTimer(
            static (grain, _) => grain.RingAsync(),
            this,
            new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }
}
