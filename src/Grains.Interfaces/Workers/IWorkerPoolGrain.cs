using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Works;
using Orleans.Concurrency;

namespace JsccGrid.Grains.Interfaces.Workers;

/// <summary>
/// Brings ready work and free slots together. Keeps one entry for each worker and each grid shard that has ready work, never
/// one for each cell. The key is <see cref="Key"/>.
/// </summary>
[Alias("jsccgrid.IWorkerPoolGrain")]
public interface IWorkerPoolGrain : IGrainWithStringKey
{
    /// <summary>The key of the only pool.</summary>
    const string Key = "default";

    [Alias("GetWorkers")]
    Task<ImmutableArray<WorkerSnapshot>> GetWorkersAsync();

    [Alias("GetSummary")]
    Task<PoolSummary> GetSummaryAsync();

    /// <summary>Gives a worker no more work; what it has goes on.</summary>
    /// <returns>Whether the worker is known.</returns>
    [Alias("Cordon")]
    Task<bool> CordonAsync(string worker, string reason);

    /// <returns>Whether the worker is known.</returns>
    [Alias("Uncordon")]
    Task<bool> UncordonAsync(string worker);

    [Alias("Register")]
    Task RegisterAsync(WorkerRegistration registration);

    /// <summary>The worker takes no more work; its waiting claims are answered at once.</summary>
    [Alias("Unregister")]
    Task UnregisterAsync(string worker);

    /// <summary>The state of all slots, a few times a second at most.</summary>
    /// <returns>False when the pool does not know the worker and wants it to register again.</returns>
    [Alias("Report")]
    Task<bool> ReportAsync(string worker, ImmutableArray<SlotSnapshot> slots);

    /// <summary>Waits for work; null when none came within the patience, or the worker unregistered meanwhile.</summary>
    /// <param name="worker">A registered worker.</param>
    /// <param name="slot">One of its slots, from 0.</param>
    /// <param name="patience">How long to wait; shorter than the response timeout of calls.</param>
    [Alias("Claim")]
    Task<WorkLease?> RequestLeaseAsync(string worker, int slot, TimeSpan patience);

    [Alias("Offer")]
    Task OfferAsync(ShardOffer offer);

    [Alias("Outcome"), OneWay]
    Task OutcomeAsync(string worker, WorkId work, int attempt, AttemptOutcome outcome);

    /// <summary>How far a worker is with an attempt; null when it has not said.</summary>
    [Alias("GetProgress")]
    Task<WorkProgress?> GetProgressAsync(string worker, WorkId work, int attempt);

    [Alias("DescribeQueue")]
    Task<QueueSnapshot> DescribeQueueAsync(string shard);
}
