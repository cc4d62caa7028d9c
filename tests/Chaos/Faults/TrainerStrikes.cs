using System.Diagnostics;
using Azure;
using JsccGrid.Chaos.Cluster;
using JsccGrid.Chaos.Grids;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Chaos.Faults;

/// <summary>Faults of single cells and stages: their training process is killed, after their last checkpoint was damaged or not.</summary>
internal sealed class TrainerStrikes(ChaosCluster cluster, TimeProvider clock)
{
    private static readonly TimeSpan VictimPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan VictimInterval = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(30);
    private readonly HashSet<WorkId> struck = [];

    /// <summary>Damages a committed checkpoint of a running cell when the fault is that, and kills its training process.</summary>
    /// <exception cref="NoVictimException">Nothing suitable ran for a while.</exception>
    public async Task<(string Victim, WorkId? Work)> StrikeAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        Func<byte[], byte[]>? damage = fault.Kind switch
        {
            FaultKind.CheckpointTruncated => content => content[..(content.Length / 2)],
            FaultKind.CheckpointFlipped => content => Flip(content, fault.Choice),
            _ => null,
        };
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
    private async Task<IEnumerable<SlotSnapshot>> CandidatesAsync(PlannedFault fault)
    {
        // Each at most once: a cell whose process is killed again and again is rightly quarantined.
        var candidates = (await SlotsOfAsync(fault.Target.Name))
            .Where(slot =>
                slot is { Activity: SlotActivity.Training, Work: { } work }
                && !struck.Contains(work)
                && !slot.Label!.Contains(ChaosTraining.PoisonLabel, StringComparison.Ordinal)).ToList();
        return candidates.Count == 0
            ? []
            : candidates.Skip(fault.Choice % candidates.Count).Concat(candidates.Take(fault.Choice % candidates.Count));
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
        catch (Exception exception) when (exception is RequestFailedException or IOException or OperationCanceledException)
        {
            // The store is away just now, the checkpoint is no more, or the run has come to its end.
            return false;
        }
    }

    private bool KillTrainer(WorkId work)
    {
        if (cluster.Data.RunsOf(work) is not [.., (_, var id)]) return false;
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

    private async Task<IReadOnlyList<SlotSnapshot>> SlotsOfAsync(string worker)
    {
        try
        {
            var workers = await cluster.Connection.Grains.Pool().GetWorkersAsync()
                .WaitAsync(CallPatience, clock);
            return [.. workers.Where(view => view.Registration.Worker == worker).SelectMany(view => view.Slots)];
        }
        catch (Exception)
        {
            // The pool is away just now.
            return [];
        }
    }

    private static byte[] Flip(byte[] content, int choice)
    {
        var flipped = content.ToArray();
        flipped[choice % content.Length] ^= (byte)(1 << (choice & 7));
        return flipped;
    }
}
