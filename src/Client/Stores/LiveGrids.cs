using System.Collections.Immutable;
using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;

namespace JsccGrid.Client.Stores;

/// <summary>The grids that grains work on.</summary>
internal sealed class LiveGrids(GridSession session, LiveGrains live)
{
    /// <summary>In the order they are served.</summary>
    public Task<ImmutableArray<GridSnapshot>> ListAsync(CancellationToken cancellationToken) =>
        live.CallAsync(grains => grains.Catalog().GetGridsAsync(), cancellationToken);

    /// <returns>Null when the grains do not know the grid.</returns>
    public async Task<GridSnapshot?> FindAsync(string name, CancellationToken cancellationToken) =>
        await live.CallAsync(grains => grains.GetGrain<IGridGrain>(name).GetSnapshotAsync(), cancellationToken)
            is { Status: not GridStatus.Unknown } snapshot
            ? snapshot
            : null;

    /// <exception cref="UserException">The grains do not know the grid.</exception>
    public async Task<GridSnapshot> RequireAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is { } snapshot) return snapshot;
        if (await session.Submissions.FindAsync(name, cancellationToken) is not null)
            throw new UserException($"Grid '{name}' is in the store of the {session.Place.Description}, "
                + "but nothing works on it: it was over when the coordination state"
                + " was lost, or another run is going on. Submit it again; what is committed is not trained again.");
        var known = (await ListAsync(cancellationToken)).Select(grid => grid.Name)
            .Union(await session.Submissions.ListNamesAsync(cancellationToken));
        throw session.Submissions.Unknown(name, [.. known]);
    }

    /// <summary>The version of training and evaluation that a grid's cells are of.</summary>
    public async Task<int> AlgorithmOfAsync(GridSnapshot grid, CancellationToken cancellationToken)
    {
        if (grid.Shards == 0) return CellSpec.AlgorithmVersion;
        var first = await live.CallAsync(grains => grains.GetGrain<IGridGrain>(grid.Name).GetCellSnapshotsAsync(0), cancellationToken);
        return first.IsEmpty ? CellSpec.AlgorithmVersion : first[0].Spec.Algorithm;
    }

    /// <summary>Calls a grid that must exist.</summary>
    /// <exception cref="UserException">The grains do not know the grid.</exception>
    public async Task<T> CallAsync<T>(string name, Func<IGridGrain, Task<T>> call, CancellationToken cancellationToken)
    {
        await RequireAsync(name, cancellationToken);
        return await live.CallAsync(grains => call(grains.GetGrain<IGridGrain>(name)), cancellationToken);
    }
}
