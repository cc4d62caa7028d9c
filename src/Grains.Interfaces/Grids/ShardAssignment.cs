using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>What a shard is responsible for.</summary>
/// <param name="Grid">Name of the grid.</param>
/// <param name="Index">Place in the grid, from 0.</param>
/// <param name="Order">See <see cref="Workers.ShardOffer.Order"/>.</param>
/// <param name="Cells">In grid order.</param>
/// <param name="Demand">The demand of the grid.</param>
/// <param name="Ids">The ids of the cells, in their order.</param>
/// <param name="Priority">The priority of the grid.</param>
/// <param name="SubmissionId">See <see cref="GridChunk.SubmissionId"/>.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.ShardAssignment")]
public sealed record ShardAssignment(
    [property: Id(0)] string Grid,
    [property: Id(1)] int Index,
    [property: Id(2)] string Order,
    [property: Id(3)] ImmutableArray<CellSpec> Cells,
    [property: Id(4)] WorkDemand Demand,
    [property: Id(5)] ImmutableArray<WorkId> Ids,
    [property: Id(6)] int Priority,
    [property: Id(7)] string SubmissionId);
