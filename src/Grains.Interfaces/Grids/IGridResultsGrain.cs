using System.Collections.Immutable;
using Orleans.Concurrency;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>
/// What the finished cells of a grid have found, for display; the key is the grid's name. Each result is read from the store once,
/// after its cell was committed.
/// </summary>
[Alias("jsccgrid.IGridResultsGrain")]
public interface IGridResultsGrain : IGrainWithStringKey
{
    /// <summary>The most means there are of a grid; results beyond them are left out.</summary>
    const int MaxMeans = 1024;

    /// <summary>What has been read so far. Begins to read what was committed since.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<ImmutableArray<ResultMean>> GetAsync();
}
