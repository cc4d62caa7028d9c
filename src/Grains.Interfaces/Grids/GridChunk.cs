using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>A part of a grid, as it is submitted.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">Chunks of the whole grid.</param>
/// <param name="Cells">Distinct cells, at most <see cref="MaxCells"/>.</param>
/// <param name="Priority">See <see cref="GridSnapshot.Priority"/>.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.GridChunk")]
public sealed record GridChunk(
    [property: Id(0)] int Index,
    [property: Id(1)] int Count,
    [property: Id(2)] ImmutableArray<CellSpec> Cells,
    [property: Id(3)] int Priority = 0)
{
    public const int MaxCells = 256;
}
