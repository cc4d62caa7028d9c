using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Lifetimes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JsccGrid.Grains.Grids;

/// <summary>
/// Follows the work of one shard through <see cref="ShardTable"/> and passes on what others must know. Its grid wakes it again and
/// again until it is finished; it has no timer of its own.
/// </summary>
internal sealed partial class GridShardGrain : Grain, IGridShardGrain
{
    private readonly IPersistentState<ShardRecord> storage;
    private readonly SerialState<ShardState> standing;
    private readonly OrchestrationOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<GridShardGrain> logger;
    private readonly List<GridEvent> unheard = [];

    /// <summary>Null until the shard is woken.</summary>
    private ShardTable? table;

    private bool isOpen;
    private bool isVerifying;
    private bool isDirty;
    private bool isReporting;
    private ShardOffer? offered;
    private TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long version;

    public GridShardGrain(
        [PersistentState("shard", GrainStorageNames.Coordination)] IPersistentState<ShardRecord> storage,
        [PersistentState("standing", GrainStorageNames.Coordination)] IPersistentState<ShardState> standing,
        IOptions<OrchestrationOptions> options,
        [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
        ILogger<GridShardGrain> logger)
    {
        this.storage = storage;
        this.standing = new SerialState<ShardState>(standing, this);
        this.options = options.Value;
        this.clock = clock;
        this.logger = logger;
    }

    private string Key => this.GetPrimaryKeyString();

    private ShardAssignment Assignment =>
        storage.State.Assignment ?? throw new InvalidOperationException($"Shard {Key} has been assigned nothing.");

    private ShardState State => CurrentOf(standing.Value);

    /// <summary>Whether it need wake none of its cells to tell where they stand.</summary>
    private bool IsAsleepAndCommitted =>
        table is null && State.Final is { } final && final.Schemes.Sum(scheme => scheme.Counts.Committed) == Assignment.Ids.Length;

    private IWorkerPoolGrain Pool => GrainFactory.Pool();

    public async Task AssignAsync(ShardAssignment assignment)
    {
        var former = storage.State;
        storage.State = new ShardRecord
        {
            Assignment = assignment,
            Dropped = former.Assignment is null
                ? []
                : [.. ShardTable.WorksOf(former.Assignment).Union(former.Dropped).Except(ShardTable.WorksOf(assignment))],
        };
        await storage.WriteOrLeaveAsync(this);
        (table, isOpen, isVerifying) = (null, false, true);
    }

    public async Task<ShardReport> WakeAsync(bool mayOpen, long heard)
    {
        version = Math.Max(version, heard);
        if (storage.State.Assignment is not { SubmissionId: var submission }) return ShardReport.OfNothing;
        if (table is null && State.Final is { } final && storage.State.Dropped.IsEmpty)
            return final with { SubmissionId = submission, Version = final.Version > heard ? final.Version : NextVersion() };
        // What is known to be ready need not wait for the rest to be known.
        isOpen |= mayOpen;
        await SettleAsync();
        if (mayOpen) await DropAsync();
        if (isOpen) await QuietlyAsync(Pool.OfferAsync(Offer()));
        Flush();
        return Report();
    }

    public async Task<ShardReport> SetDemandAsync(WorkDemand demand)
    {
        var kept = State.Final is { } final && final.Schemes.All(scheme => scheme.Counts.Cancelled == 0) ? final : null;
        await standing.ChangeAsync(state => CurrentOf(state) with { Demand = demand, Final = kept });
        if (kept is not null) return kept;
        await ForEachAsync(
            Table.Entries.Where(entry => entry.Snapshot.Status is not (WorkStatus.Unknown or WorkStatus.Committed)),
            entry => CallAsync(entry, work => work.SetDemandAsync(Key, demand)));
        await SettleAsync();
        Flush();
        return Report();
    }

    public async Task SetPriorityAsync(int priority)
    {
        await standing.ChangeAsync(state => CurrentOf(state) with { Priority = priority });
        offered = null;
        OfferIfUseful();
    }

    public async Task<ShardReport> RetryQuarantinedAsync()
    {
        if (table is null) await SettleAsync();
        // Stages come last in the table and first here: retrying one frees the cells it blocks.
        var quarantined = Table.Entries.Where(entry => entry.Snapshot.Status == WorkStatus.Quarantined).Reverse();
        await ForEachAsync(quarantined, async entry =>
        {
            await Work(entry).RetryAsync();
            OnNews(await Work(entry).GetAsync());
        });
        return Report();
    }

    public async Task<ShardLeaseReply> LeaseNextAsync(string worker, int slot, long heard)
    {
        version = Math.Max(version, heard);
        while (isOpen && State.Demand == WorkDemand.Run && table is { } current && current.TakeReady() is { } entry)
        {
            var reply = await TryLeaseAsync(current, entry, worker, slot);
            OnNews(reply.Snapshot);
            if (reply.Attempt > 0)
                return new ShardLeaseReply(
                    new WorkLease(entry.Work, entry.Spec, reply.Attempt, options.LeaseDuration, Assignment.Grid), Offer());
        }
        return new ShardLeaseReply(null, Offer());
    }

    public async Task ChangedAsync(WorkSnapshot view)
    {
        if (table is not null) OnNews(view);
        else if (State.Final is not null && !view.Status.IsFinal()) await ReopenAsync();
    }

    public async Task<ImmutableArray<WorkSnapshot>> GetWorksAsync()
    {
        if (table is null) await SettleAsync();
        return [.. Table.Entries.Select(entry => entry.Snapshot)];
    }

    public async Task<ImmutableArray<CommittedCell>> GetCommittedAsync()
    {
        var cells = Assignment.Ids.Select((cell, index) => new CommittedCell(index, cell));
        if (IsAsleepAndCommitted) return [.. cells];
        if (table is null) await SettleAsync();
        return [.. cells.Where(cell => Table.Find(cell.Cell)?.Snapshot.Status == WorkStatus.Committed)];
    }

    public async Task<ImmutableArray<CellSnapshot>> GetCellSnapshotsAsync()
    {
        if (IsAsleepAndCommitted)
            return [.. Assignment.Ids.Zip(Assignment.Cells, (id, cell) => new CellSnapshot(id, cell, WorkStatus.Committed))];
        if (table is null) await SettleAsync();
        return [.. Table.Entries.Where(entry => entry.IsCell)
            .Select(entry => new CellSnapshot(entry.Work, entry.Spec.Cell!, entry.Snapshot.Status))];
    }

    public Task<ImmutableArray<KnownWork>> FindAsync(string text, int limit)
    {
        // A shard that sleeps stays asleep.
        var entries = storage.State.Assignment is null ? [] : (table ?? NewTable()).Entries;
        var found = entries.Where(entry => WorkSearch.Matches(entry.Work, entry.Snapshot.Label, text)).Take(limit);
        return Task.FromResult(found.Select(entry => new KnownWork(entry.Snapshot, Submission(entry))).ToImmutableArray());
    }

    public Task<int?> ReadyBeforeAsync(WorkId work) =>
        Task.FromResult(isOpen && table is { } current ? current.ReadyBefore(work) : (int?)null);

    /// <summary>The table; one of which nothing is known yet when there was none.</summary>
    private ShardTable Table => table ??= NewTable();

    private ShardTable NewTable()
    {
        var fresh = ShardTable.Of(Assignment);
        if (State.Final is { } final) fresh.AddStages(final.Stages);
        return fresh;
    }

    /// <summary>The state, if it is of this assignment; else the assignment's beginning.</summary>
    private ShardState CurrentOf(ShardState state) =>
        state.SubmissionId == Assignment.SubmissionId ? state : ShardState.Of(Assignment);

    private IWorkGrain Work(ShardEntry entry) => GrainFactory.Work(entry.Work);

    private WorkRequest Submission(ShardEntry entry) =>
        new(entry.Snapshot.Label, entry.Required, Key, State.Demand, entry.Snapshot.Version, isVerifying);

    /// <summary>
    /// Makes the works known that are not, cells first and then the stages that unfinished cells need, and asks again of those
    /// whose news may have been lost with a silo.
    /// </summary>
    private async Task SettleAsync()
    {
        await ForEachAsync(Table.Entries.Where(entry => entry.IsCell && entry.Snapshot.Status.IsUncertain()), SubmitAsync);
        Table.AddStages([]);
        await ForEachAsync(Table.Entries.Where(entry => !entry.IsCell && entry.Snapshot.Status != WorkStatus.Committed), SubmitAsync);
        await ForEachAsync(Table.Entries.Where(entry => entry.Snapshot.Status == WorkStatus.Waiting), NotifyOfStagesAsync);
        isVerifying = false;
    }

    /// <summary>Tells works of earlier submissions that they are not wanted here any more.</summary>
    private async Task DropAsync()
    {
        if (storage.State.Dropped.IsEmpty) return;
        await Task.WhenAll(
            storage.State.Dropped.Select(work => GrainFactory.Work(work).SetDemandAsync(Key, WorkDemand.None)));
        storage.State = storage.State with { Dropped = [] };
        await storage.WriteOrLeaveAsync(this);
    }

    private async Task<LeaseReply> TryLeaseAsync(ShardTable current, ShardEntry entry, string worker, int slot)
    {
        try
        {
            return await Work(entry).TryLeaseAsync(Submission(entry), worker, slot);
        }
        catch
        {
            current.PutBack(entry);
            throw;
        }
    }

    private async Task SubmitAsync(ShardEntry entry) => OnNews(await Work(entry).SubmitAsync(Submission(entry)));

    /// <summary>Calls a work that may have forgotten everything with its silo.</summary>
    private async Task CallAsync(ShardEntry entry, Func<IWorkGrain, Task<WorkSnapshot>> call)
    {
        var view = await call(Work(entry));
        if (view.Status == WorkStatus.Unknown) await SubmitAsync(entry);
        else OnNews(view);
    }

    private void OnNews(WorkSnapshot view)
    {
        if (table?.Update(view) is not { } before) return;
        if (GridEvents.Between(before, view) is { } happened) Remember(happened);
        if (!view.Work.IsCell && IsDecisive(before.Status) != IsDecisive(view.Status))
            Background(ForEachAsync(table.DependantsOf(view.Work), entry => NotifyAsync(entry, [ShardTable.OutcomeOf(view)])));
        if (view.Status == WorkStatus.Waiting && table.Find(view.Work) is { } waiting) Background(NotifyOfStagesAsync(waiting));
        OfferIfUseful();
        if (table.IsFinished) finished.TrySetResult();
        Flush();
    }

    private static bool IsDecisive(WorkStatus status) => status is WorkStatus.Committed or WorkStatus.Quarantined;

    private async Task NotifyOfStagesAsync(ShardEntry entry)
    {
        var outcomes = Table.OutcomesFor(entry.Snapshot);
        if (!outcomes.IsEmpty) await NotifyAsync(entry, outcomes);
    }

    private async Task NotifyAsync(ShardEntry entry, ImmutableArray<StageOutcome> outcomes)
    {
        if (!entry.Snapshot.Status.IsFinal() || entry.Snapshot.Status == WorkStatus.Quarantined)
            await CallAsync(entry, work => work.StagesChangedAsync(Key, outcomes));
    }

    /// <summary>Calls for each entry; what fails is repeated when the grid wakes this shard again.</summary>
    private async Task ForEachAsync(IEnumerable<ShardEntry> entries, Func<ShardEntry, Task> action)
    {
        var calls = entries.ToList().ConvertAll(entry => action(entry));
        try
        {
            await Task.WhenAll(calls);
        }
        catch (Exception exception)
        {
            LogCallsFailed(logger, Key, calls.Count(call => !call.IsCompletedSuccessfully), exception);
        }
    }
}
