using System.Collections.Immutable;
using JsccGrid.Experiments.Yaml;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Page.Http;

namespace JsccGrid.Page;

/// <summary>
/// The grids and workers of the cluster, asked of the grains at most twice a second however many people look, and once more for a
/// name that is not among them: it may have come since. A call that a dying silo took with it is given up soon, so that the page can
/// say so.
/// </summary>
internal sealed class ClusterCache(IGrainFactory grains, TimeProvider clock)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(500);

    private readonly CachedQuery<ImmutableArray<GridSnapshot>> grids = new(
        () => grains.Catalog().GetGridsAsync().WaitAsync(Patience), Lifetime, clock);

    private readonly CachedQuery<ImmutableArray<WorkerSnapshot>> workers = new(
        () => grains.Pool().GetWorkersAsync().WaitAsync(Patience), Lifetime, clock);

    public IGrainFactory Grains { get; } = grains;

    public TimeProvider Clock { get; } = clock;

    /// <summary>In the order they are served.</summary>
    public Task<ImmutableArray<GridSnapshot>> GetGridsAsync() => grids.GetAsync();

    /// <summary>By name.</summary>
    public Task<ImmutableArray<WorkerSnapshot>> GetWorkersAsync() => workers.GetAsync();

    /// <exception cref="PageException">There is no such grid.</exception>
    public async Task<GridSnapshot> RequireGridAsync(string name)
    {
        var (grid, known) = await FindAsync(grids, grid => grid.Name == name);
        return grid ?? throw PageException.NotFound(
            $"There is no grid '{name}'. "
                + $"{(known.IsEmpty
                    ? "Nothing is submitted yet; 'jsccgrid submit demo' submits a grid."
                    : Suggestion.For(name, known.Select(grid => grid.Name)))}");
    }

    /// <exception cref="PageException">There is no such worker.</exception>
    public async Task<WorkerSnapshot> RequireWorkerAsync(string name)
    {
        var (worker, known) = await FindAsync(workers, worker => worker.Registration.Worker == name);
        return worker ?? throw PageException.NotFound(
            $"There is no worker '{name}'. "
                + $"{(known.IsEmpty ? "None is connected." : Suggestion.For(name, known.Select(worker => worker.Registration.Worker)))}");
    }

    /// <summary>What was known is asked anew: somebody has just changed it.</summary>
    public void Forget()
    {
        grids.Forget();
        workers.Forget();
    }

    private static async Task<(T? Found, ImmutableArray<T> Known)> FindAsync<T>(
        CachedQuery<ImmutableArray<T>> remembered, Func<T, bool> isWanted)
        where T : class
    {
        var known = await remembered.GetAsync();
        if (known.FirstOrDefault(isWanted) is { } found) return (found, known);
        remembered.Forget();
        known = await remembered.GetAsync();
        return (known.FirstOrDefault(isWanted), known);
    }
}
