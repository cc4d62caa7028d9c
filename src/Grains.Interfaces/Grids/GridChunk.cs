using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>A part of a grid, as it is submitted.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">Chunks of the whole grid.</param>
/// <param name="Cells">Distinct cells, at most <see cref="MaxCells"/>.</param>
/// <param name="Priority">See <see cref="GridSnapshot.Priority"/>.</param>
/// <param name="Ids">Ids of the cells, in their order, so that they are hashed once; when absent they are computed.</param>
/// <param name="SubmissionId">
/// The same for all chunks of one submission, and different for the next: a chunk sent twice is then known.
/// </param>
[GenerateSerializer, Immutable, Alias("jsccgrid.GridChunk")]
public sealed record GridChunk(
    [property: Id(0)] int Index,
    [property: Id(1)] int Count,
    [property: Id(2)] ImmutableArray<CellSpec> Cells,
    [property: Id(3)] int Priority = 0,
    [property: Id(4)] ImmutableArray<WorkId> Ids = default,
    [property: Id(5)] string SubmissionId = "")
{
    public const int MaxCells = 256;
}
