using System.Collections.Immutable;
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
    [Alias("Assign")]
    Task AssignAsync(ShardAssignment assignment);

    [Alias("SetDemand")]
    Task SetDemandAsync(WorkDemand demand);

    /// <summary>Leases the first ready stage, or else the first ready cell, to a worker.</summary>
    [Alias("LeaseNext"), AlwaysInterleave]
    Task<ShardLeaseReply> LeaseNextAsync(string worker, int slot);

    /// <summary>A cell or stage changed its status.</summary>
    [Alias("Changed"), OneWay, AlwaysInterleave]
    Task ChangedAsync(WorkView view);

    /// <summary>Cells in grid order, then stages.</summary>
    [Alias("GetWorks"), AlwaysInterleave]
    Task<ImmutableArray<WorkView>> GetWorksAsync();

    /// <summary>How many ready cells of this shard come before one of its cells; 0 for a stage.</summary>
    [Alias("ReadyBefore"), AlwaysInterleave]
    Task<int> ReadyBeforeAsync(Experiments.Cells.WorkId work);

    /// <returns>How many were quarantined.</returns>
    [Alias("RetryQuarantined")]
    Task<int> RetryQuarantinedAsync();
}
