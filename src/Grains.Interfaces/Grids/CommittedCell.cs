using JsccGrid.Experiments.Cells;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>A cell of a shard whose result is in the store.</summary>
/// <param name="Index">Its place in the shard, from 0.</param>
/// <param name="Cell">Its id.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.CommittedCell")]
public readonly record struct CommittedCell([property: Id(0)] int Index, [property: Id(1)] WorkId Cell);
