using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>A cell and where it stands: what an overview of a grid needs of it.</summary>
/// <param name="Work">The id of <paramref name="Spec"/>.</param>
/// <param name="Spec">Its coordinates, and the parts that all cells of a message share in memory.</param>
/// <param name="Status">As its shard last heard.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.CellStanding")]
public sealed record CellSnapshot(
    [property: Id(0)] WorkId Work,
    [property: Id(1)] CellSpec Spec,
    [property: Id(2)] WorkStatus Status);
