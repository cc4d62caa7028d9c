using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Works;
using Orleans.Concurrency;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>
/// Up to <see cref="GridChunk.MaxCells"/> cells of a grid and the stages these need: knows where each stands, tells dependants
/// of their stages, and hands out what is ready. The key is the grid's name, '/', and the index.
/// </summary>
[Alias("jsccgrid.IGridShardGrain")]
public interface IGridShardGrain : IGrainWithStringKey
{
    /// <summary>Takes in what it is responsible for, for good; nothing runs before it is woken.</summary>
    [Alias("Assign")]
    Task AssignAsync(ShardAssignment assignment);

    /// <summary>
    /// Submits what its cells and stages do not know of yet, and asks again where a lost message would leave something stuck. A
    /// finished shard only answers.
    /// </summary>
    /// <param name="mayOpen">Whether to give out work: once every shard of the grid has made its stages known.</param>
    /// <param name="heard">The latest version of the shard's reports that the grid knows; what follows is later.</param>
    /// <returns>
    /// Where the shard stands afterwards; <see cref="ShardReport.OfNothing"/> when it was never assigned anything, or forgot it.
    /// </returns>
    [Alias("Wake")]
    Task<ShardReport> WakeAsync(bool mayOpen, long heard);

    /// <returns>Where the shard stands afterwards.</returns>
    [Alias("SetDemand")]
    Task<ShardReport> SetDemandAsync(WorkDemand demand);

    [Alias("SetPriority")]
    Task SetPriorityAsync(int priority);

    /// <summary>Gives its quarantined cells and stages a fresh budget.</summary>
    /// <returns>Where the shard stands afterwards.</returns>
    [Alias("RetryQuarantined")]
    Task<ShardReport> RetryQuarantinedAsync();

    /// <summary>Leases the first ready stage, or else the first ready cell, to a worker.</summary>
    /// <param name="worker">Who gets the lease.</param>
    /// <param name="slot">Which of its slots.</param>
    /// <param name="heard">The version of the offer that the pool knows; the one in the reply is later.</param>
    [Alias("LeaseNext"), AlwaysInterleave]
    Task<ShardLeaseReply> LeaseNextAsync(string worker, int slot, long heard);

    /// <summary>A cell or stage changed its status.</summary>
    [Alias("Changed"), OneWay, AlwaysInterleave]
    Task ChangedAsync(WorkSnapshot view);

    /// <summary>Cells in grid order, then stages.</summary>
    [Alias("GetWorks")]
    Task<ImmutableArray<WorkSnapshot>> GetWorksAsync();

    /// <summary>In grid order.</summary>
    [Alias("GetCommitted")]
    Task<ImmutableArray<CommittedCell>> GetCommittedAsync();

    /// <inheritdoc cref="IGridGrain.GetCellSnapshotsAsync"/>
    [Alias("GetStandings")]
    Task<ImmutableArray<CellSnapshot>> GetCellSnapshotsAsync();

    /// <inheritdoc cref="IGridGrain.FindAsync"/>
    [Alias("Find"), AlwaysInterleave]
    Task<ImmutableArray<KnownWork>> FindAsync(string text, int limit);

    /// <summary>
    /// How many ready cells of this shard come before one of its cells; 0 for a stage. Null while the shard gives out nothing.
    /// </summary>
    [Alias("ReadyBefore"), AlwaysInterleave]
    Task<int?> ReadyBeforeAsync(WorkId work);
}
