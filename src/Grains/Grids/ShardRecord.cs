using JsccGrid.Grains.Interfaces.Grids;

namespace JsccGrid.Grains.Grids;

/// <summary>The state of a shard that must survive it: what it is responsible for. The rest it asks its cells again.</summary>
[GenerateSerializer, Alias("jsccgrid.ShardRecord")]
internal sealed record ShardRecord
{
    [Id(0)] public ShardAssignment? Assignment { get; init; }
}
