using JsccGrid.Chaos.Checks;
using JsccGrid.Chaos.Cluster;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.LocalCluster.Processes;

namespace JsccGrid.Chaos.Faults;

/// <summary>Does to a cluster what a plan says.</summary>
/// <param name="cluster">To be hurt.</param>
/// <param name="openGrids">Names of the grids that are not finished, oldest first.</param>
/// <param name="report">Takes what a fault itself finds broken.</param>
/// <param name="clock">Measures durations.</param>
internal sealed class FaultInjector(
    ChaosCluster cluster,
    Func<IReadOnlyList<string>> openGrids,
    Action<Violation> report,
    TimeProvider clock)
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(30);
    private readonly TrainerStrikes strikes = new(cluster, clock);

    /// <summary>Begins a fault, waits for its time, and ends it.</summary>
    /// <returns>What happened; only a worker's own commit, or that of the cell struck, shows some faults overcome.</returns>
    public async Task<FaultRecord> InjectAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        var began = clock.GetUtcNow();
        try
        {
            var (victim, work) = await ActAsync(fault, cancellationToken);
            return new FaultRecord(fault, victim, began, clock.GetUtcNow())
            {
                Work = work,
                Worker = WaitsForWorker(fault.Kind) ? fault.Target.Name : null
            };
        }
        catch (NoVictimException exception)
        {
            return new FaultRecord(fault, fault.Target.Name, began, clock.GetUtcNow()) { Skipped = exception.Message };
        }
    }

    private async Task<(string Victim, WorkId? Work)> ActAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        var worker = cluster.Workers.FirstOrDefault(node => node.Name == fault.Target.Name);
        var silo = cluster.Silos[fault.Choice % cluster.Silos.Count];
        switch (fault.Kind)
        {
            case FaultKind.WorkerKilled:
                return await AwayAsync(fault, [worker!], node => node.KillAsync(), cancellationToken);
            case FaultKind.SiloKilled:
                return await AwayAsync(fault, [silo], node => node.KillAsync(), cancellationToken);
            case FaultKind.SilosKilled:
                return await AwayAsync(fault, cluster.Silos, node => node.KillAsync(), cancellationToken);
            case FaultKind.StateWiped:
                return await AwayAsync(fault, cluster.Silos, node => node.KillAsync(), cancellationToken, WipeAsync);
            case FaultKind.WorkerDrained:
                return await AwayAsync(fault, [worker!], node => node.DrainAsync(DrainPatience), cancellationToken);
            case FaultKind.SiloDrained:
                return await AwayAsync(fault, [silo], node => node.DrainAsync(DrainPatience), cancellationToken);
            case FaultKind.WorkerFrozen:
                return await FreezeAsync(fault, worker!.Process, cancellationToken);
            case FaultKind.SiloFrozen:
                return await FreezeAsync(fault, silo.Process, cancellationToken);
            case FaultKind.StoreFrozen:
                return await FreezeAsync(fault, cluster.Azurite.Process, cancellationToken);
            case FaultKind.RedisKilled:
                await cluster.Redis.Process.KillAsync();
                await WaitAsync(fault, cancellationToken);
                await cluster.Redis.StartAgainAsync(CancellationToken.None);
                return ("redis", null);
            case FaultKind.RedisFull:
                return await FillRedisAsync(fault, cancellationToken);
            case FaultKind.RedisFileCut:
                return await CutRedisFileAsync(fault, cancellationToken);
            case FaultKind.StoreStopped:
                // In good order: Azurite writes its index to disk only now and then, and would forget what it has answered. Azure does not.
                await cluster.Azurite.Process.TerminateOrKillAsync(DrainPatience);
                await WaitAsync(fault, cancellationToken);
                await cluster.Azurite.StartAgainAsync(CancellationToken.None);
                return ("azurite", null);
            case FaultKind.StoreMoved:
                await new StoreFaults(cluster.Folder!, report).MoveAsync(() => WaitAsync(fault, cancellationToken));
                return ("store", null);
            case FaultKind.StoreReadOnly:
                await new StoreFaults(cluster.Folder!, report).ForbidWritesAsync(() => WaitAsync(fault, cancellationToken));
                return ("store", null);
            case FaultKind.ClockJumped:
                return (await new ClockFaults(cluster.Clock!, clock).JumpAsync(worker!, fault, cancellationToken), null);
            case FaultKind.WorkerCutOff:
                await cluster.Network!.CutAsync();
                await WaitAsync(fault, cancellationToken);
                await cluster.Network.MendAsync();
                return (worker!.Name, null);
            case FaultKind.DiskFull:
                cluster.Disk!.Fill();
                await WaitAsync(fault, cancellationToken);
                cluster.Disk.Free();
                return (worker!.Name, null);
            case FaultKind.TrainerKilled or FaultKind.CheckpointTruncated or FaultKind.CheckpointFlipped:
                return await strikes.StrikeAsync(fault, cancellationToken);
            case FaultKind.GridPaused:
                return await PauseAsync(fault, cancellationToken);
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, null);
        }
    }

    private static bool WaitsForWorker(FaultKind kind) =>
        kind is FaultKind.WorkerKilled or FaultKind.WorkerFrozen or FaultKind.WorkerDrained
            or FaultKind.WorkerCutOff or FaultKind.DiskFull or FaultKind.ClockJumped;

    private async Task<(string, WorkId?)> AwayAsync(
        PlannedFault fault,
        IReadOnlyList<SupervisedNode> nodes,
        Func<SupervisedNode, Task> end,
        CancellationToken cancellationToken,
        Func<Task>? meanwhile = null)
    {
        await Task.WhenAll(nodes.Select(end));
        if (meanwhile is not null) await meanwhile();
        await WaitAsync(fault, cancellationToken);
        foreach (var node in nodes) node.Release();
        return (string.Join(" and ", nodes.Select(node => node.Name)), null);
    }

    private async Task<(string, WorkId?)> FillRedisAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        var memory = new RedisMemory(cluster.Redis);
        await memory.TakeAllAsync();
        await WaitAsync(fault, cancellationToken);
        await memory.FreeAsync();
        return ("redis", null);
    }

    private async Task<(string, WorkId?)> CutRedisFileAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        await Task.WhenAll(cluster.Silos.Select(silo => silo.KillAsync()).Append(cluster.Redis.Process.KillAsync()));
        var (before, after) = AppendOnlyFile.CutToHalf(cluster.RedisFolder, afterRecord: fault.Choice % 2 == 0);
        await WaitAsync(fault, cancellationToken);
        await cluster.Redis.StartAgainAsync(CancellationToken.None);
        foreach (var silo in cluster.Silos) silo.Release();
        return (FormattableString.Invariant($"redis, {before} bytes to {after}"), null);
    }

    /// <summary>As soon as Redis is there, should it be away just now.</summary>
    private Task WipeAsync() => RepeatAsync(cluster.Redis.WipeAsync, CancellationToken.None);

    private async Task<(string, WorkId?)> FreezeAsync(PlannedFault fault, ServerProcess process, CancellationToken cancellationToken)
    {
        process.Send(Signal.Stop);
        await WaitAsync(fault, cancellationToken);
        process.Send(Signal.Continue);
        return (process.Name, null);
    }

    private async Task<(string, WorkId?)> PauseAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        if (openGrids() is not [var name, ..]) throw new NoVictimException("no grid was open");
        var grid = cluster.Connection.Grains.GetGrain<IGridGrain>(name);
        await RepeatAsync(grid.PauseAsync, cancellationToken);
        await WaitAsync(fault, cancellationToken);
        await RepeatAsync(grid.ResumeAsync, CancellationToken.None);
        return (name, null);
    }

    private async Task RepeatAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await call().WaitAsync(CallPatience, clock, cancellationToken);
                return;
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // A silo or Redis is away; what is repeated here may be done twice.
                await Task.Delay(TimeSpan.FromSeconds(1), clock, cancellationToken);
            }
        }
    }

    /// <summary>For the duration of the fault; less when the run ends.</summary>
    private async Task WaitAsync(PlannedFault fault, CancellationToken cancellationToken) =>
        await Task.Delay(fault.Duration, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

}
