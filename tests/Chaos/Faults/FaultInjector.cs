using System.Diagnostics;
using Azure;
using JsccGrid.Chaos.Checks;
using JsccGrid.Chaos.Cluster;
using JsccGrid.Chaos.Grids;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.LocalCluster.Processes;

namespace JsccGrid.Chaos.Faults;

/// <summary>Does to a cluster what a plan says.</summary>
/// <param name="cluster">To be hurt.</param>
/// <param name="openGrids">Names of the grids that are not finished, oldest first.</param>
/// <param name="clock">Measures durations.</param>
internal sealed class FaultInjector(ChaosCluster cluster, Func<IReadOnlyList<string>> openGrids, TimeProvider clock)
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan VictimPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan VictimInterval = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(30);
    private readonly HashSet<WorkId> struck = [];

    /// <summary>Begins a fault, waits for its time, and ends it.</summary>
    /// <returns>What happened; only a worker's own commit, or that of the cell struck, shows some faults overcome.</returns>
    public async Task<FaultRecord> InjectAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        var began = clock.GetUtcNow();
        try
        {
            var (victim, work) = await ActAsync(fault, cancellationToken);
            return new FaultRecord(fault, victim, began, clock.GetUtcNow()) { Work = work, Worker = WaitsForWorker(fault.Kind) ? fault.Target.Name : null };
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
            case FaultKind.StoreStopped:
                // In good order: Azurite writes its index to disk only now and then, and would forget what it has answered. Azure does not.
                await cluster.Azurite.Process.TerminateOrKillAsync(DrainPatience);
                await WaitAsync(fault, cancellationToken);
                await cluster.Azurite.StartAgainAsync(CancellationToken.None);
                return ("azurite", null);
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
            case FaultKind.TrainerKilled:
                return await StrikeAsync(fault, null, cancellationToken);
            case FaultKind.CheckpointTruncated:
                return await StrikeAsync(fault, content => content[..(content.Length / 2)], cancellationToken);
            case FaultKind.CheckpointFlipped:
                return await StrikeAsync(fault, content => Flip(content, fault.Choice), cancellationToken);
            case FaultKind.GridPaused:
                return await PauseAsync(fault, cancellationToken);
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, null);
        }
    }

    private static bool WaitsForWorker(FaultKind kind) => kind is FaultKind.WorkerKilled or FaultKind.WorkerFrozen or FaultKind.WorkerDrained
        or FaultKind.WorkerCutOff or FaultKind.DiskFull;

    private async Task<(string, WorkId?)> AwayAsync(
        PlannedFault fault, IReadOnlyList<SupervisedNode> nodes, Func<SupervisedNode, Task> end, CancellationToken cancellationToken, Func<Task>? meanwhile = null)
    {
        await Task.WhenAll(nodes.Select(end));
        if (meanwhile is not null) await meanwhile();
        await WaitAsync(fault, cancellationToken);
        foreach (var node in nodes) node.Release();
        return (string.Join(" and ", nodes.Select(node => node.Name)), null);
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

    /// <summary>Damages a committed checkpoint of a running cell when asked to, and kills its training process.</summary>
    private async Task<(string, WorkId?)> StrikeAsync(PlannedFault fault, Func<byte[], byte[]>? damage, CancellationToken cancellationToken)
    {
        for (var begin = clock.GetTimestamp(); clock.GetElapsedTime(begin) < VictimPatience && !cancellationToken.IsCancellationRequested;)
        {
            foreach (var slot in await CandidatesAsync(fault))
            {
                var work = slot.Work!.Value;
                if (damage is not null && !await DamageAsync(work, fault.Choice, damage, cancellationToken)) continue;
                if (!KillTrainer(work)) continue;
                struck.Add(work);
                return ($"{slot.Label} on {fault.Target.Name}", work);
            }
            await Task.Delay(VictimInterval, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        throw new NoVictimException(damage is null ? "no training process ran there" : "nothing ran there with a checkpoint");
    }

    /// <summary>What trains on a worker, from a random one on; nothing that was struck before, nor a poison cell.</summary>
    private async Task<IEnumerable<SlotView>> CandidatesAsync(PlannedFault fault)
    {
        // Each at most once: a cell whose process is killed again and again is rightly quarantined.
        var candidates = (await SlotsOfAsync(fault.Target.Name)).Where(slot => slot is { Activity: "training", Work: { } work } && !struck.Contains(work)
            && !slot.Label!.Contains(ChaosTraining.PoisonLabel, StringComparison.Ordinal)).ToList();
        return candidates.Count == 0 ? [] : candidates.Skip(fault.Choice % candidates.Count).Concat(candidates.Take(fault.Choice % candidates.Count));
    }

    private async Task<bool> DamageAsync(WorkId work, int choice, Func<byte[], byte[]> damage, CancellationToken cancellationToken)
    {
        try
        {
            if ((await cluster.Store.ReadManifestAsync(work, cancellationToken))?.Manifest.Checkpoint is not { } checkpoint) return false;
            var file = checkpoint.Files[choice % checkpoint.Files.Count];
            if (await cluster.Store.ReadAsync(file.Path, cancellationToken) is not { } found) return false;
            await cluster.Store.WriteAsync(file.Path, damage(found.Content), found.Tag, CancellationToken.None);
            return true;
        }
        catch (Exception exception) when (exception is RequestFailedException or OperationCanceledException)
        {
            // The store is away just now, the checkpoint is no more, or the run has come to its end.
            return false;
        }
    }

    private bool KillTrainer(WorkId work)
    {
        if (ChaosTraining.RunsOf(work, cluster.DataFolder) is not [.., var id]) return false;
        try
        {
            // The id may be another program's by now.
            if (!File.ReadAllText($"/proc/{id}/cmdline").Contains("fake-train", StringComparison.Ordinal)) return false;
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<SlotView>> SlotsOfAsync(string worker)
    {
        try
        {
            var workers = await cluster.Connection.Grains.GetGrain<IWorkerPoolGrain>(IWorkerPoolGrain.Key).GetWorkersAsync().WaitAsync(CallPatience, clock);
            return [.. workers.Where(view => view.Registration.Worker == worker).SelectMany(view => view.Slots)];
        }
        catch (Exception)
        {
            // The pool is away just now.
            return [];
        }
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

    private static byte[] Flip(byte[] content, int choice)
    {
        var flipped = content.ToArray();
        flipped[choice % content.Length] ^= (byte)(1 << (choice & 7));
        return flipped;
    }

    private sealed class NoVictimException(string message) : Exception(message);
}
