using System.Collections.Immutable;
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

    /// <summary>Brings all grids that are not finished back to life, whatever silo they died with. Done by itself again and again.</summary>
    [Alias("Wake"), AlwaysInterleave]
    Task WakeAsync();
}
