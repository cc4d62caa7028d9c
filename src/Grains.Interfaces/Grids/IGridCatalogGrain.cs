using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Works;
using Orleans.Concurrency;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>All grids of the cluster. There is one such grain, <see cref="Key"/>.</summary>
[Alias("jsccgrid.IGridCatalogGrain")]
public interface IGridCatalogGrain : IGrainWithStringKey
{
    const string Key = "grids";

    /// <summary>In the order they are served: by priority, then by time of submission.</summary>
    [Alias("GetGrids"), AlwaysInterleave]
    Task<ImmutableArray<GridSnapshot>> GetGridsAsync();

    /// <summary>
    /// A grid was submitted, is finished, or has something to do again. The answer does not wait for the grid: one that leaves with its
    /// silo waits for this answer, and answers nobody any more.
    /// </summary>
    /// <param name="grid">Its name.</param>
    /// <param name="isUnfinished">Whether something of it is left to do.</param>
    [Alias("NoteWork")]
    Task UpdateAsync(string grid, bool isUnfinished);

    /// <summary>What the grid that wants a cell or stage most knows of it. Changes nothing.</summary>
    /// <returns>Null when no grid has it.</returns>
    [Alias("Find"), AlwaysInterleave]
    Task<KnownWork?> FindAsync(WorkId work);

    /// <summary>
    /// Brings all grids that are not finished back to life, whatever silo they died with. Done by itself again and again.
    /// </summary>
    [Alias("Wake"), AlwaysInterleave]
    Task WakeAsync();
}
