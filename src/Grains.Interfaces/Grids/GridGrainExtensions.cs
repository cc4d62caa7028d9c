using JsccGrid.Experiments.Cells;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>Submitting whole grids.</summary>
public static class GridGrainExtensions
{
    /// <inheritdoc cref="SubmitAsync(IGridGrain, IEnumerable{CellSpec}, int, CancellationToken)"/>
    public static Task SubmitAsync(this IGridGrain grid, IEnumerable<CellSpec> cells, CancellationToken cancellationToken = default) =>
        grid.SubmitAsync(cells, priority: 0, cancellationToken);

    /// <summary>
    /// Submits cells in their order, each once, in chunks, under a <see cref="GridSnapshot.Priority"/>. When it fails half-way,
    /// nothing runs; submit again.
    /// </summary>
    /// <exception cref="ArgumentException">There are no cells.</exception>
    public static async Task SubmitAsync(
        this IGridGrain grid, IEnumerable<CellSpec> cells, int priority, CancellationToken cancellationToken = default)
    {
        var chunks = cells
            .Select(cell => (Cell: cell, Id: WorkId.Of(cell.Id)))
            .DistinctBy(cell => cell.Id)
            .Chunk(GridChunk.MaxCells)
            .ToList();
        if (chunks.Count == 0) throw new ArgumentException("A grid needs at least one cell.", nameof(cells));
        var submission = Guid.NewGuid().ToString("N");
        for (var index = 0; index < chunks.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var spans = SubmissionSpans.Begin(grid.GetPrimaryKeyString(), chunks[index]);
            await grid.SubmitAsync(new GridChunk(
                index, chunks.Count, [.. chunks[index].Select(cell => cell.Cell)], priority,
                [.. chunks[index].Select(cell => cell.Id)], submission));
        }
    }
}
