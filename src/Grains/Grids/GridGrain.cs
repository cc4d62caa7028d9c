using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Lifetimes;
using JsccGrid.Storage.Grids;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JsccGrid.Grains.Grids;

/// <summary>Hands chunks to shards, keeps the shards going, and sums up what they report.</summary>
internal sealed partial class GridGrain : Grain, IGridGrain, IDisposable
{
    /// <summary>Shards called at a time; each calls up to a few hundred works at once.</summary>
    private const int ShardsAtATime = 8;

    private readonly SerialState<GridState> storage;
    private readonly GridStore store;
    private readonly TimeProvider clock;
    private readonly ILogger<GridGrain> logger;
    private readonly ShardReports reports;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long version;
    private string? openSubmission;
    private bool isWaking;
    private bool isWakeDue;

    public GridGrain(
        [PersistentState("grid", GrainStorageNames.Coordination)] IPersistentState<GridState> storage,
        GridStore store,
        [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
        ILogger<GridGrain> logger)
    {
        this.storage = new SerialState<GridState>(storage, this);
        this.store = store;
        this.clock = clock;
        this.logger = logger;
        // Microseconds: more than events or changes there can be, and exact in a JSON number.
        version = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        reports = new ShardReports(version);
    }

    private string Name => this.GetPrimaryKeyString();

    private GridState State => storage.Value;

    private IGridCatalogGrain Catalog => GrainFactory.Catalog();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => WakeAsync();

    public void Dispose() => intake.Dispose();

    public async Task SubmitAsync(GridChunk chunk)
    {
        var ids = Validate(chunk);
        await intake.WaitAsync();
        try
        {
            await store.WriteShardAsync(Name, chunk.Index, chunk.Cells);
            var now = clock.GetUtcNow();
            await TakeInAsync(chunk, ids, now, WorkDemand.Run, now);
        }
        finally
        {
            intake.Release();
        }
        await WakeAsync();
    }

    public Task PauseAsync() => SetDemandAsync(WorkDemand.Hold);

    public Task ResumeAsync() => SetDemandAsync(WorkDemand.Run);

    public Task CancelAsync() => SetDemandAsync(WorkDemand.None);

    public async Task SetPriorityAsync(int priority)
    {
        RequireKnown();
        await ChangeAsync(state => state with { Priority = priority });
        await ForEachShardAsync(shard => Shard(shard).SetPriorityAsync(priority));
        await KeepSoonAsync();
        Announce();
    }

    public async Task<int> RetryQuarantinedAsync()
    {
        var before = await GetSnapshotAsync();
        await ForEachShardAsync(async shard => Apply(await Shard(shard).RetryQuarantinedAsync()));
        await SettleAsync();
        return before.Cells.Quarantined + before.Stages.Quarantined;
    }

    public Task<GridSnapshot> GetSnapshotAsync() => Task.FromResult(Snapshot());

    public async IAsyncEnumerable<GridUpdate> WatchAsync(
        long afterEvent, TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var next = changed.Task;
            var update = new GridUpdate(Snapshot(), reports.EventsAfter(afterEvent));
            yield return update;
            if (update.Snapshot.Status is GridStatus.Finished or GridStatus.Cancelled) yield break;
            if (!update.Events.IsEmpty) afterEvent = update.Events[^1].Number;
            await next.WaitAsync(cancellationToken);
            if (interval > TimeSpan.Zero) await Task.Delay(interval, clock, cancellationToken);
        }
    }

    public Task<ImmutableArray<WorkSnapshot>> GetCellsAsync(int shard) => KnownShard(shard).GetWorksAsync();

    public Task<ImmutableArray<CellSnapshot>> GetCellSnapshotsAsync(int shard) => KnownShard(shard).GetCellSnapshotsAsync();

    public Task<CommittedCounts> GetCommittedCountsAsync() =>
        Task.FromResult(new CommittedCounts(State.SubmissionId ?? "", [.. Enumerable.Range(0, State.Shards).Select(reports.CommittedOf)]));

    public async Task<ImmutableArray<KnownWork>> FindAsync(string text, int limit)
    {
        var found = new SortedDictionary<int, ImmutableArray<KnownWork>>();
        var count = 0;
        await ForEachShardAsync(async shard =>
        {
            if (count >= limit) return;
            var known = await Shard(shard).FindAsync(text, limit);
            found[shard] = known;
            count += known.Count(work => work.Snapshot.Work.IsCell);
        });
        return [.. found.Values.SelectMany(known => known).DistinctBy(work => work.Snapshot.Work).Take(limit)];
    }

    public Task WakeAsync()
    {
        isWakeDue = true;
        if (!isWaking) _ = WakeShardsAsync();
        return Task.CompletedTask;
    }

    public async Task<long> ShardChangedAsync(ShardReport report)
    {
        if (report.Shard >= State.Shards) return report.Version;
        Apply(report);
        await SettleAsync();
        return reports.HeardOf(report.Shard);
    }

    private ImmutableArray<WorkId> Validate(GridChunk chunk)
    {
        if (!GridStore.IsValidName(Name))
            throw new ArgumentException($"'{Name}' cannot name a grid: letters, digits, '.', '-' and '_', not beginning with '.'.");
        if (chunk.Cells.Length is 0 or > GridChunk.MaxCells)
            throw new ArgumentException($"A chunk has 1 to {GridChunk.MaxCells} cells, not {chunk.Cells.Length}.", nameof(chunk));
        if (chunk.Index < 0 || chunk.Index >= chunk.Count)
            throw new ArgumentException($"Chunk {chunk.Index} does not belong to a grid of {chunk.Count} chunks.", nameof(chunk));
        if (chunk.Cells.FirstOrDefault(cell => !cell.Scheme.IsKnown) is { } later)
            throw new ArgumentException(SchemeCatalog.WhyUnknown(later.Scheme.Name), nameof(chunk));
        if (chunk.Ids.IsDefaultOrEmpty) return [.. chunk.Cells.Select(cell => WorkId.Of(cell.Id))];
        // All are hashed alike, so one tells whether the client hashes as this silo does.
        if (chunk.Ids.Length != chunk.Cells.Length || chunk.Ids[0] != WorkId.Of(chunk.Cells[0].Id))
            throw new ArgumentException(
                $"The ids of chunk {chunk.Index} are not those of its cells. Client and cluster must be of one version.", nameof(chunk));
        return chunk.Ids;
    }

    /// <summary>Takes in a chunk that the store has.</summary>
    private async Task TakeInAsync(
        GridChunk chunk, ImmutableArray<WorkId> ids, DateTimeOffset submittedAt, WorkDemand demand, DateTimeOffset changedAt)
    {
        var next = State.With(chunk, submittedAt, demand, changedAt);
        var order = OrderOf(chunk.Index, next.SubmittedAt);
        await Shard(chunk.Index).AssignAsync(
            new ShardAssignment(Name, chunk.Index, order, chunk.Cells, demand, ids, chunk.Priority, chunk.SubmissionId));
        reports.Forget(chunk.Index);
        var isFirst = State.Arrived.Count == 0 || State.SubmissionId != chunk.SubmissionId;
        await storage.ChangeAsync(state => state.With(chunk, next.SubmittedAt, demand, changedAt));
        if (State.IsComplete) await CompleteAsync(order, chunk.SubmissionId);
        if (isFirst || State.IsComplete) await UpdateCatalogAsync();
        Announce();
    }

    private string OrderOf(int shard, DateTimeOffset submittedAt) => FormattableString.Invariant($"{submittedAt:O}/{shard:D5}/{Name}");

    /// <summary>All chunks are there: the grid is whole in the store, and shards beyond it have nothing to do any more.</summary>
    private async Task CompleteAsync(string order, string submission)
    {
        var record = RecordOf(State);
        await store.WriteAsync(record);
        kept = record;
        var former = Enumerable.Range(State.Shards, Math.Max(0, State.FormerShards - State.Shards));
        await BoundedParallel.ForEachAsync(former, ShardsAtATime, async shard =>
        {
            await Shard(shard).AssignAsync(new ShardAssignment(Name, shard, order, [], WorkDemand.None, [], 0, submission));
            await Shard(shard).WakeAsync(mayOpen: true, reports.HeardOf(shard));
        });
        reports.Trim(State.Shards);
        await storage.ChangeAsync(state => state with { FormerShards = 0 });
    }

    private void RequireKnown()
    {
        if (State.Shards == 0) throw new InvalidOperationException($"There is no grid '{Name}' here. Submit it first.");
    }

    private async Task SetDemandAsync(WorkDemand demand)
    {
        RequireKnown();
        await ChangeAsync(state => state with { Demand = demand, Final = null });
        await ForEachShardAsync(async shard => Apply(await Shard(shard).SetDemandAsync(demand)));
        await SettleAsync();
        await KeepSoonAsync();
        await UpdateCatalogAsync();
        await WakeAsync();
    }

    /// <summary>Changes demand or priority.</summary>
    private Task ChangeAsync(Func<GridState, GridState> change) =>
        storage.ChangeAsync(state => change(state) with { ChangedAt = clock.GetUtcNow() });

    /// <summary>
    /// Wakes every shard that is not finished. In a grid with stages none gives out work until all were awake, and then those with
    /// stages first, so that cells which wait for none do not take the slots before.
    /// </summary>
    private async Task WakeShardsAsync()
    {
        isWaking = true;
        try
        {
            await RememberAsync();
            // The catalog may have forgotten it, or what it was told may have been lost on the way.
            if (State.IsComplete) await UpdateCatalogAsync();
            while (isWakeDue && State is { IsComplete: true, Final: null })
            {
                isWakeDue = false;
                var submission = State.SubmissionId;
                var shards = Enumerable.Range(0, State.Shards).Where(shard => !reports.IsFinished(shard)).ToList();
                var isOpen = openSubmission == submission || !State.NeedsStages;
                await WakeShardsAsync(shards, isOpen);
                if (!isOpen)
                {
                    var first = shards.Where(reports.HasStagesToRun).ToList();
                    await WakeShardsAsync(first, mayOpen: true);
                    await WakeShardsAsync(shards.Except(first), mayOpen: true);
                }
                openSubmission = submission;
                await SettleAsync();
            }
        }
        catch (Exception exception)
        {
            LogWakeFailed(logger, Name, exception);
        }
        finally
        {
            isWaking = false;
        }
    }

    private Task WakeShardsAsync(IEnumerable<int> shards, bool mayOpen) => BoundedParallel.ForEachAsync(
        shards,
        ShardsAtATime,
        async shard =>
        {
            try
            {
                Apply(await WakeShardAsync(shard, mayOpen));
            }
            catch (Exception exception)
            {
                LogShardAsleep(logger, Name, shard, exception);
            }
        });

    private void Apply(ShardReport report)
    {
        reports.Update(report);
        Announce();
    }

    /// <summary>Remembers that the grid is finished, so that its shards can be forgotten; or that it is no more.</summary>
    private async Task SettleAsync()
    {
        var submission = State.SubmissionId;
        var isFinished = State.IsComplete && reports.FinishedShards == State.Shards;
        var final = isFinished
            ? reports.Snapshot(Name, State, version) with { FinishedAt = State.Final?.FinishedAt ?? clock.GetUtcNow() }
            : null;
        // Its stages may come to their ends after its cells.
        if ((final?.Cells, final?.Stages) == (State.Final?.Cells, State.Final?.Stages)) return;
        await storage.ChangeAsync(state => state.SubmissionId == submission ? state with { Final = final } : state);
        Announce();
        await UpdateCatalogAsync();
        _ = KeepAsync();
        if (!isFinished) await WakeAsync();
    }

    /// <summary>Tells the catalog whether the grid may fall asleep.</summary>
    private Task UpdateCatalogAsync() => Catalog.UpdateAsync(Name, IsUnfinished(Snapshot()));

    /// <summary>Whether something is left to do.</summary>
    internal static bool IsUnfinished(GridSnapshot snapshot) =>
        snapshot.Unreported > 0 || snapshot.Cells.Final < snapshot.Cells.Total || snapshot.Status == GridStatus.Submitting;

    private GridSnapshot Snapshot() => State.Final is { } final
        ? final with { Version = version, Priority = State.Priority }
        : reports.Snapshot(Name, State, version);

    private Task ForEachShardAsync(Func<int, Task> call) =>
        BoundedParallel.ForEachAsync(Enumerable.Range(0, State.Shards), ShardsAtATime, call);

    private IGridShardGrain Shard(int index) => GrainFactory.GetGrain<IGridShardGrain>(ShardKey.Of(Name, index));

    private IGridShardGrain KnownShard(int shard) => shard >= 0 && shard < State.Shards
        ? Shard(shard)
        : throw new ArgumentOutOfRangeException(nameof(shard), shard, $"Grid '{Name}' has {State.Shards} shards.");

    private void Announce()
    {
        version++;
        var announced = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        announced.SetResult();
    }
}
