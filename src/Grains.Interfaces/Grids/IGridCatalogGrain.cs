using System.Collections.Immutable;
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

    /// <summary>A grid was submitted, or its priority or status changed.</summary>
    [Alias("Note")]
    Task NoteAsync(string grid);

    /// <summary>Cells and stages of all grids whose id begins with, or whose label contains, a text.</summary>
    /// <param name="text">The first digits of an id, or a part of a label.</param>
    /// <param name="limit">The most to return.</param>
    [Alias("Find"), AlwaysInterleave]
    Task<ImmutableArray<WorkView>> FindAsync(string text, int limit);

    /// <summary>Brings all grids that are not finished back to life, whatever silo they died with. Done by itself again and again.</summary>
    [Alias("Wake"), AlwaysInterleave]
    Task WakeAsync();
}
