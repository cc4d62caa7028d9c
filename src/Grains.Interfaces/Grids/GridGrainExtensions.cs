using JsccGrid.Experiments.Cells;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>Submitting whole grids.</summary>
public static class GridGrainExtensions
{
    /// <inheritdoc cref="SubmitAsync(IGridGrain, IEnumerable{CellSpec}, int, CancellationToken)"/>
    public static Task SubmitAsync(this IGridGrain grid, IEnumerable<CellSpec> cells, CancellationToken cancellationToken = default) =>
        grid.SubmitAsync(cells, priority: 0, cancellationToken);

    /// <summary>Submits cells in their order, each once, in chunks, under a <see cref="GridSnapshot.Priority"/>.</summary>
    /// <exception cref="ArgumentException">There are no cells.</exception>
    public static async Task SubmitAsync(this IGridGrain grid, IEnumerable<CellSpec> cells, int priority, CancellationToken cancellationToken = default)
    {
        var chunks = cells.DistinctBy(cell => cell.Id).Chunk(GridChunk.MaxCells).ToList();
        if (chunks.Count == 0) throw new ArgumentException("A grid needs at least one cell.", nameof(cells));
        for (var index = 0; index < chunks.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await grid.SubmitAsync(new GridChunk(index, chunks.Count, [.. chunks[index]], priority));
        }
    }
}
