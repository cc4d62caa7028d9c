using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;

namespace JsccGrid.Grains.Grids;

/// <summary>What a shard is responsible for; written once for each submission. The rest it asks its cells again.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.ShardRecord")]
internal sealed record ShardRecord
{
    [Id(0)] public ShardAssignment? Assignment { get; init; }

    /// <summary>Works of earlier submissions that have not been told yet that this shard wants them no more.</summary>
    [Id(1)] public ImmutableArray<WorkId> Dropped { get; init; } = [];
}
