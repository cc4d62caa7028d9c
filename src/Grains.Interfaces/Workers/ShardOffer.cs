namespace JsccGrid.Grains.Interfaces.Workers;

/// <summary>What a grid shard has to give. An offer replaces the shard's one before.</summary>
/// <param name="Shard">Key of the shard's grain.</param>
/// <param name="Order">Shards of a grid are served by ordinal order of this: submission time, then place in the grid.</param>
/// <param name="ReadyStages">Stages ready to run; these go before all cells.</param>
/// <param name="ReadyCells">Cells ready to run.</param>
/// <param name="Version">Grows; an older offer that comes late is ignored.</param>
/// <param name="Grid">Name of its grid.</param>
/// <param name="Priority">The priority of its grid.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.ShardOffer")]
public sealed record ShardOffer(
    [property: Id(0)] string Shard,
    [property: Id(1)] string Order,
    [property: Id(2)] int ReadyStages,
    [property: Id(3)] int ReadyCells,
    [property: Id(4)] long Version,
    [property: Id(5)] string Grid,
    [property: Id(6)] int Priority);
