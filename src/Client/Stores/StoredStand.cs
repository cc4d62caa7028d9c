using JsccGrid.Experiments.Cells;
using JsccGrid.Storage.Works;

namespace JsccGrid.Client.Stores;

/// <summary>How far a store is with some cells or stages.</summary>
/// <param name="Total">All.</param>
/// <param name="Committed">With a result.</param>
/// <param name="Checkpointed">Without one, but with a checkpoint to go on from.</param>
internal sealed record StoredStand(int Total, int Committed, int Checkpointed)
{
    /// <summary>Reads at a time: a remote store answers many as fast as one.</summary>
    public const int Concurrency = 16;

    public static async Task<StoredStand> CountAsync(IReadOnlyCollection<WorkId> works, WorkStore store, CancellationToken cancellationToken)
    {
        var (committed, checkpointed) = (0, 0);
        await Parallel.ForEachAsync(works, new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken }, async (work, cancelled) =>
        {
            var state = await store.ReadStateAsync(work, cancelled);
            if (state.IsCommitted) Interlocked.Increment(ref committed);
            else if (state.CheckpointStep is not null) Interlocked.Increment(ref checkpointed);
        });
        return new StoredStand(works.Count, committed, checkpointed);
    }
}
