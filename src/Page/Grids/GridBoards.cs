using System.Collections.Concurrent;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;

namespace JsccGrid.Page.Grids;

/// <summary>The boards of the grids that somebody looks at; what nobody has asked for in a while is forgotten.</summary>
internal sealed class GridBoards(ClusterCache cluster, WorkStore works, GridStore grids, ResilientObjectStore objects)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<string, GridBoardSource> sources = new(StringComparer.Ordinal);

    /// <param name="grid">A grid that exists.</param>
    public GridBoardSource Of(string grid)
    {
        foreach (var (name, source) in sources)
            if (name != grid && cluster.Clock.GetElapsedTime(source.AskedAt) > Kept) sources.TryRemove(name, out _);
        return sources.GetOrAdd(grid, name => new GridBoardSource(name, cluster, works, grids, objects));
    }
}
