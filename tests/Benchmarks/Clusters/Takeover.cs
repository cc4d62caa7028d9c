using JsccGrid.Chaos.Cluster;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Tests.Shared;

namespace JsccGrid.Benchmarks.Clusters;

/// <summary>
/// How long work stands still after a kill -9, on the settings a cluster has by default: of a worker, until its cell trains again
/// elsewhere; of a control silo, until the next state change of the grid. Real processes, Redis with its append-only file, Azurite.
/// </summary>
internal sealed class Takeover(TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>After a silo was killed: long enough for its grains to be back, so that the longest pause is over.</summary>
    private static readonly TimeSpan PauseWindow = TimeSpan.FromSeconds(15);

    /// <param name="times">How often each is killed.</param>
    /// <param name="output">Where the figures go.</param>
    public async Task ReportAsync(int times, TextWriter output)
    {
        await ReportWorkersAsync(times, output);
        await ReportSilosAsync(times, output);
    }

    private async Task ReportWorkersAsync(int times, TextWriter output)
    {
        using var folder = new TemporaryFolder();
        // Cells that train for ten minutes, with a checkpoint every second.
        await using var cluster = await StartAsync(folder, new Script { Steps = 3000, StepMilliseconds = 200, CheckpointEvery = 5 });
        var measured = new List<TimeSpan>();
        for (var time = 0; time < times; time++)
        {
            var cells = Cells(3, time);
            var grid = cluster.Connection.Grains.GetGrain<IGridGrain>(FormattableString.Invariant($"takeover-{time}"));
            await UntilAsync(() => SubmitAsync(grid, cells));
            foreach (var cell in cells) await UntilAsync(() => Task.FromResult(RunsOf(cluster, cell) > 0));
            var victim = cells[time % cells.Count];
            var work = WorkId.Of(victim.Id);
            await UntilAsync(async () =>
                (await cluster.Store.ReadManifestAsync(work, CancellationToken.None))?.Manifest.Checkpoint is not null);
            var view = await cluster.Connection.Grains.Work(work).GetAsync();
            var worker = cluster.Workers.Single(node => node.Name == view.Worker);
            var runs = RunsOf(cluster, victim);
            var begin = clock.GetTimestamp();
            await worker.KillAsync();
            await UntilAsync(() => Task.FromResult(RunsOf(cluster, victim) > runs));
            measured.Add(clock.GetElapsedTime(begin));
            await output.WriteLineAsync(FormattableString.Invariant(
                $"  {worker.Name} killed: {victim.Label} trains again after {measured[^1].TotalSeconds:0.0} s"));
            worker.Release();
            await grid.CancelAsync();
            await UntilAsync(async () => (await grid.GetSnapshotAsync()).Cells.Leased == 0);
        }
        await output.WriteLineAsync($"kill -9 of a worker to its cell training again: {Describe(measured)}");
        await cluster.StopAsync();
    }

    private async Task ReportSilosAsync(int times, TextWriter output)
    {
        using var folder = new TemporaryFolder();
        await using var cluster = await StartAsync(folder, new Script { Steps = 2, StepMilliseconds = 500, CheckpointEvery = 0 });
        var grid = cluster.Connection.Grains.GetGrain<IGridGrain>("takeover-silos");
        await UntilAsync(() => SubmitAsync(grid, Cells(4000, seed: 0)));
        using var stop = new CancellationTokenSource();
        var changes = new GridChanges(grid);
        var following = changes.FollowAsync(stop.Token);
        var next = new List<TimeSpan>();
        var pauses = new List<TimeSpan>();
        for (var time = 0; time < times; time++)
        {
            await UntilAsync(() => Task.FromResult(changes.LastAt > clock.GetUtcNow() - TimeSpan.FromSeconds(2)));
            var silo = cluster.Silos[time % cluster.Silos.Count];
            var killed = clock.GetUtcNow();
            await silo.KillAsync();
            var gone = clock.GetUtcNow();
            await Task.Delay(PauseWindow, clock);
            await UntilAsync(() => Task.FromResult(changes.LastAt > gone + PauseWindow));
            next.Add(changes.FirstAfter(gone) - killed);
            pauses.Add(changes.LongestPause(killed, gone + PauseWindow));
            await output.WriteLineAsync(FormattableString.Invariant(
                $"  {silo.Name} killed: next change after {next[^1].TotalSeconds:0.0} s, longest pause {pauses[^1].TotalSeconds:0.0} s"));
            silo.Release();
            await UntilAsync(() => Task.FromResult(silo.Process.IsRunning));
            await Task.Delay(PauseWindow, clock);
        }
        await output.WriteLineAsync($"kill -9 of a control silo to the next state change of the grid: {Describe(next)}");
        await output.WriteLineAsync($"longest pause between two state changes around it: {Describe(pauses)}");
        await stop.CancelAsync();
        await following;
        await grid.CancelAsync();
        await cluster.StopAsync();
    }

    private static Task<ChaosCluster> StartAsync(TemporaryFolder folder, Script script) => ChaosCluster.StartAsync(
        new ChaosClusterOptions { Folder = folder.Path, Script = script, Workers = 3, SlotsPerWorker = 2, WithOwnSurroundings = false },
        _ => { },
        CancellationToken.None);

    /// <summary>Cells that need no stages.</summary>
    private static List<CellSpec> Cells(int count, int seed) =>
        [.. Enumerable.Range(1, count).Select(bandwidth => Samples.Cell(bandwidth, seed, Scheme.JsccFc))];

    private static async Task<bool> SubmitAsync(IGridGrain grid, List<CellSpec> cells)
    {
        await grid.SubmitAsync(cells);
        return true;
    }

    private static int RunsOf(ChaosCluster cluster, CellSpec cell) => cluster.Data.RunsOf(WorkId.Of(cell.Id)).Count;

    private async Task UntilAsync(Func<Task<bool>> condition)
    {
        var begin = clock.GetTimestamp();
        while (!await HoldsAsync(condition))
        {
            if (clock.GetElapsedTime(begin) > Patience) throw new TimeoutException("What the benchmark waits for does not come about.");
            await Task.Delay(Poll, clock);
        }
    }

    /// <summary>A cluster that has just been hurt may not answer.</summary>
    private static async Task<bool> HoldsAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            return false;
        }
    }

    private static string Describe(List<TimeSpan> times)
    {
        var seconds = times.Select(time => time.TotalSeconds).Order().ToList();
        var median = (seconds[(seconds.Count - 1) / 2] + seconds[seconds.Count / 2]) / 2;
        return FormattableString.Invariant(
            $"median {median:0.0} s, shortest {seconds[0]:0.0} s, longest {seconds[^1]:0.0} s of {seconds.Count}");
    }
}
