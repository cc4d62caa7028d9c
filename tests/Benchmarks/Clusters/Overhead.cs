using JsccGrid.Chaos.Cluster;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Tests.Shared;

namespace JsccGrid.Benchmarks.Clusters;

/// <summary>
/// The field's benchmark of sweep runners: 1,000 cells that wait one second each, on 16 slots (4 workers of 4). What the total takes
/// beyond the ideal 62.5 s is overhead. Real processes, Redis with its append-only file, two control silos.
/// </summary>
internal sealed class Overhead(TimeProvider clock)
{
    private const int Workers = 4;
    private const int SlotsPerWorker = 4;
    private const int WarmUpCells = 320;
    private static readonly TimeSpan Cell = TimeSpan.FromSeconds(1);

    /// <param name="cells">How many.</param>
    /// <param name="onDirectory">A folder as the store instead of Azurite.</param>
    /// <param name="output">Where the figures go.</param>
    public async Task ReportAsync(int cells, bool onDirectory, TextWriter output)
    {
        using var folder = new TemporaryFolder();
        var options = new ChaosClusterOptions
        {
            Folder = folder.Path,
            Script = new Script { Steps = 1, StepMilliseconds = (int)Cell.TotalMilliseconds, CheckpointEvery = 0 },
            Workers = Workers,
            SlotsPerWorker = SlotsPerWorker,
            WithOwnSurroundings = false,
            Store = onDirectory ? StoreKind.Folder : StoreKind.Azurite,
        };
        await using var cluster = await ChaosCluster.StartAsync(options, _ => { }, CancellationToken.None);
        // Until every training process is loaded and code is compiled.
        await RunAsync(cluster, "warm-up", Cells(WarmUpCells, seed: 1));
        var all = Cells(cells, seed: 0);
        var begin = clock.GetTimestamp();
        await RunAsync(cluster, "overhead", all);
        var elapsed = clock.GetElapsedTime(begin);
        var ideal = Cell * cells / (Workers * SlotsPerWorker);
        await output.WriteLineAsync(FormattableString.Invariant(
            $"{cells} cells of {Cell.TotalSeconds:0} s on {Workers * SlotsPerWorker} slots, store {(
                onDirectory ? "a folder" : "Azurite")}: {elapsed.TotalSeconds:0.0} s, ideal {ideal.TotalSeconds:0.0} s, overhead {
                (elapsed / ideal) - 1:P1}"));
        await cluster.StopAsync();
    }

    private static async Task RunAsync(ChaosCluster cluster, string name, List<CellSpec> cells)
    {
        var grid = cluster.Connection.Grains.GetGrain<IGridGrain>(name);
        await grid.SubmitAsync(cells);
        await foreach (var update in grid.WatchAsync(0, TimeSpan.FromMilliseconds(100)))
        {
            if (update.Snapshot.Status == GridStatus.Finished) break;
        }
        var snapshot = await grid.GetSnapshotAsync();
        if (snapshot.Cells.Committed != cells.Count) throw new InvalidOperationException($"Not all cells are committed: {snapshot}");
    }

    /// <summary>Cells without stages, so that all slots have work from the first moment.</summary>
    private static List<CellSpec> Cells(int count, int seed) =>
        [.. Enumerable.Range(1, count).Select(bandwidth => Samples.Cell(bandwidth, seed, Scheme.JsccFc))];
}
