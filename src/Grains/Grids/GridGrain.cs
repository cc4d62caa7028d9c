using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Storage.Grids;
using Microsoft.Extensions.DependencyInjection;

namespace JsccGrid.Grains.Grids;

/// <summary>Hands chunks to shards, and sums up what they report.</summary>
internal sealed class GridGrain(
    [PersistentState("grid", GrainStorageNames.Coordination)] IPersistentState<GridState> storage,
    GridStore store,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock) : Grain, IGridGrain
{
    private readonly GridBoard board = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long version = 1;

    private string Name => this.GetPrimaryKeyString();

    private GridState State => storage.State;

    public async Task SubmitAsync(GridChunk chunk)
    {
        Validate(chunk);
        var isNew = State.Shards != chunk.Count || State.IsComplete || State.Arrived.ContainsKey(chunk.Index);
        var former = State;
        var state = isNew
            ? new GridState { SubmittedAt = clock.GetUtcNow(), Shards = chunk.Count }
            : State;
        await store.WriteShardAsync(Name, chunk.Index, chunk.Cells);
        var arrived = state.Arrived.SetItem(chunk.Index, chunk.Cells.Length);
        await SaveAsync(state with { Arrived = arrived, Demand = WorkDemand.Run, Priority = chunk.Priority });
        var order = FormattableString.Invariant($"{State.SubmittedAt:O}/{chunk.Index:D5}/{Name}");
        var report = await Shard(chunk.Index).AssignAsync(new ShardAssignment(Name, chunk.Index, order, chunk.Cells, WorkDemand.Run));
        var record = new GridRecord(GridRecord.CurrentFormat, Name, State.SubmittedAt, State.Shards, State.Cells);
        if (State.IsComplete) await store.WriteAsync(record);
        for (var shard = chunk.Count; shard < former.Shards; shard++)
            await Shard(shard).AssignAsync(new ShardAssignment(Name, shard, order, [], WorkDemand.None));
        board.Trim(chunk.Count);
        board.Update(report);
        Announce();
    }

    public Task PauseAsync() => SetDemandAsync(WorkDemand.Hold);

    public Task ResumeAsync() => SetDemandAsync(WorkDemand.Run);

    public Task CancelAsync() => SetDemandAsync(WorkDemand.None);

    public async Task SetPriorityAsync(int priority)
    {
        await SaveAsync(State with { Priority = priority });
        Announce();
    }

    public async Task<int> RetryQuarantinedAsync()
    {
        var before = await GetSnapshotAsync();
        await ChangeShardsAsync(shard => shard.RetryQuarantinedAsync());
        return before.Cells.Quarantined + before.Stages.Quarantined;
    }

    public Task<GridSnapshot> GetSnapshotAsync() => Task.FromResult(board.Snapshot(Name, State, version));

    public async IAsyncEnumerable<GridUpdate> WatchAsync(
        long afterEvent, TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var next = changed.Task;
            var update = new GridUpdate(board.Snapshot(Name, State, version), board.EventsAfter(afterEvent));
            yield return update;
            if (update.Snapshot.Status is GridStatus.Finished or GridStatus.Cancelled) yield break;
            if (!update.Events.IsEmpty) afterEvent = update.Events[^1].Number;
            await next.WaitAsync(cancellationToken);
            if (interval > TimeSpan.Zero) await Task.Delay(interval, clock, cancellationToken);
        }
    }

    public Task<ImmutableArray<WorkView>> GetCellsAsync(int shard) =>
        shard >= 0 && shard < State.Shards
            ? Shard(shard).GetWorksAsync()
            : throw new ArgumentOutOfRangeException(nameof(shard), shard, $"Grid '{Name}' has {State.Shards} shards.");

    public async Task<ImmutableArray<WorkView>> FindAsync(string text, int limit)
    {
        var works = await ForEachShardAsync(shard => shard.GetWorksAsync());
        return
        [
            .. works.SelectMany(shard => shard)
                .Where(view => IdOf(view).StartsWith(text, StringComparison.OrdinalIgnoreCase)
                    || view.Label.Contains(text, StringComparison.OrdinalIgnoreCase))
                .DistinctBy(view => view.Work)
                .Take(limit),
        ];
    }

    public Task ShardChangedAsync(ShardReport report)
    {
        if (report.Shard >= State.Shards) return Task.CompletedTask;
        board.Update(report);
        Announce();
        return Task.CompletedTask;
    }

    private static string IdOf(WorkView view) => view.Work.Value[(view.Work.Value.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private void Validate(GridChunk chunk)
    {
        if (!GridStore.IsValidName(Name))
            throw new ArgumentException($"'{Name}' cannot name a grid: letters, digits, '.', '-' and '_', not beginning with '.'.");
        if (chunk.Cells.Length is 0 or > GridChunk.MaxCells)
            throw new ArgumentException($"A chunk has 1 to {GridChunk.MaxCells} cells, not {chunk.Cells.Length}.", nameof(chunk));
        if (chunk.Index < 0 || chunk.Index >= chunk.Count)
            throw new ArgumentException($"Chunk {chunk.Index} does not belong to a grid of {chunk.Count} chunks.", nameof(chunk));
    }

    private async Task SetDemandAsync(WorkDemand demand)
    {
        if (State.Shards == 0) throw new InvalidOperationException($"There is no grid '{Name}' here. Submit it first.");
        await SaveAsync(State with { Demand = demand });
        await ChangeShardsAsync(shard => shard.SetDemandAsync(demand));
    }

    private async Task ChangeShardsAsync(Func<IGridShardGrain, Task<ShardReport>> change)
    {
        foreach (var report in await ForEachShardAsync(change)) board.Update(report);
        Announce();
    }

    private async Task SaveAsync(GridState state)
    {
        storage.State = state;
        await storage.WriteStateAsync();
    }

    private Task<T[]> ForEachShardAsync<T>(Func<IGridShardGrain, Task<T>> call) =>
        Task.WhenAll(Enumerable.Range(0, State.Shards).Select(index => call(Shard(index))));

    private IGridShardGrain Shard(int index) => GrainFactory.GetGrain<IGridShardGrain>(FormattableString.Invariant($"{Name}/{index:D5}"));

    private void Announce()
    {
        version++;
        var announced = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        announced.SetResult();
    }
}
