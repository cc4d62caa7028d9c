using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Storage;
using JsccGrid.Storage.Works;

namespace JsccGrid.Client.Stores;

/// <summary>How far a store is with some cells or stages.</summary>
/// <param name="Total">All.</param>
/// <param name="Committed">With a result.</param>
/// <param name="Checkpointed">Without one, but with a checkpoint to go on from.</param>
internal sealed record StoredCounts(int Total, int Committed, int Checkpointed)
{
    /// <summary>What the store says of some of them cannot be read: one sentence each.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Reads at a time: a remote store answers many as fast as one.</summary>
    public const int Concurrency = 16;

    public static async Task<StoredCounts> CountAsync(
        IReadOnlyCollection<WorkId> works, WorkStore store, CancellationToken cancellationToken)
    {
        var (committed, checkpointed) = (0, 0);
        var problems = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(works, new ParallelOptions
        {
            MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken
        }, async (work, cancelled) =>
        {
            var (state, problem) = await FindStateAsync(work, store, cancelled);
            if (problem is not null) problems.Add(problem);
            else if (state.IsCommitted) Interlocked.Increment(ref committed);
            else if (state.CheckpointStep is not null) Interlocked.Increment(ref checkpointed);
        });
        return new StoredCounts(works.Count, committed, checkpointed) { Problems = [.. problems.Order(StringComparer.Ordinal)] };
    }

    /// <summary>What attempts have left of one that is not committed.</summary>
    public static string Describe(WorkStoreState state) => state switch
    {
        { CheckpointStep: { } step } => $"attempt {state.Attempt} left a checkpoint at step {step}",
        { Attempt: 0 } => "never started",
        _ => $"attempt {state.Attempt} left no checkpoint",
    };

    /// <summary>What the store says of one, or why that cannot be read: it keeps nothing else from being shown.</summary>
    public static async Task<(WorkStoreState State, string? Problem)> FindStateAsync(
        WorkId work, WorkStore store, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.ReadStateAsync(work, cancellationToken), null);
        }
        catch (Exception exception) when (exception is StoreCorruptException or StoreAccessException)
        {
            return (new WorkStoreState(0, false, null), exception.Message);
        }
    }
}
