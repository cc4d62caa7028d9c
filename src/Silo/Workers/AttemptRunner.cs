using JsccGrid.Experiments.Protocol;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;
using JsccGrid.Storage.Works;

namespace JsccGrid.Silo.Workers;

/// <summary>
/// One attempt, from the lease to the report: claims the work in the store, prepares inputs, feeds the slot's training process,
/// commits what it produces, and answers for everything it can do wrong.
/// </summary>
internal sealed class AttemptRunner(WorkerContext worker, SlotTrainer trainer, SlotState slot, WorkLease lease)
{
    private readonly AttemptLog log = new(worker.Store, lease.Work, worker.Clock);
    private readonly string folder = Path.Combine(
        worker.ScratchFolder, FormattableString.Invariant($"slot{slot.View.Slot}-{lease.Work.Short}-{lease.Attempt}"));

    private WorkerOptions Options => worker.Options;

    private IWorkGrain Grain => worker.Grains.GetGrain<IWorkGrain>(lease.Work.Value);

    /// <summary>Runs until the attempt has ended and is reported. Does not throw.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        slot.Begin(lease, worker.Clock.GetUtcNow());
        using var preempt = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var lost = new CancellationTokenSource();
        using var ended = new CancellationTokenSource();
        var heartbeats = HeartbeatAsync(preempt, lost, ended.Token);
        var end = await AttemptSafelyAsync(preempt.Token, lost.Token);
        await ended.CancelAsync();
        await heartbeats;
        await log.FlushAsync();
        await ReportAsync(end);
        DeleteFolder();
        slot.Idle();
    }

    private async Task<AttemptEnd> AttemptSafelyAsync(CancellationToken preempt, CancellationToken lost)
    {
        try
        {
            return await AttemptAsync(preempt, lost);
        }
        catch (FencedException exception)
        {
            log.Say(exception.Message);
            return new AttemptEnd.HandedBack(exception.StoreAttempt, exception.Message);
        }
        catch (Exception exception) when (exception is InputException or StoreCorruptException)
        {
            return Failure(exception.Message, retryable: false);
        }
        catch (Exception exception)
        {
            foreach (var line in exception.ToString().Split('\n')) log.Say(line);
            return Failure(exception.Message, retryable: true);
        }
    }

    private async Task<AttemptEnd> AttemptAsync(CancellationToken preempt, CancellationToken lost)
    {
        var claim = await worker.Store.ClaimAsync(lease.Spec, Options.Name, lease.Attempt, CancellationToken.None);
        if (claim is null) return new AttemptEnd.Completed();
        var plan = await PrepareAsync(claim);
        if (preempt.IsCancellationRequested) return new AttemptEnd.HandedBack(lease.Attempt, null);
        using var fenced = CancellationTokenSource.CreateLinkedTokenSource(lost);
        var committer = new CheckpointCommitter(claim, log.Say, fenced);
        slot.Do("starting");
        var last = await trainer.RunAsync(plan, Hear, preempt, fenced.Token);
        slot.Do("committing");
        if (last is TrainingEvent.Completed) await committer.DiscardAsync();
        else await committer.FinishAsync();
        if (committer.Fence is { } fence) throw fence;
        return last switch
        {
            null => new AttemptEnd.Lost(),
            TrainingEvent.Completed completed => await SealAsync(claim, completed),
            TrainingEvent.Preempted => new AttemptEnd.HandedBack(lease.Attempt, null),
            TrainingEvent.Failed { CorruptCheckpoint: true } corrupt when plan.ResumeFrom is not null => await DropCheckpointAsync(claim, corrupt),
            TrainingEvent.Failed failed => Failure(failed.Reason, failed.Retryable),
            _ => throw new InvalidOperationException($"{last.GetType().Name} does not end an attempt."),
        };

        void Hear(TrainerOutput output)
        {
            log.Add(output);
            if (output.Event is TrainingEvent.Checkpointed checkpoint) committer.Submit(checkpoint);
            if (output.Event is TrainingEvent.Progress p)
                slot.Train(new WorkProgress(p.Phase, p.Epoch, p.Epochs, p.Step, p.Steps, p.Loss, p.ImagesPerSecond));
        }
    }

    private async Task<TrainingPlan> PrepareAsync(ClaimedWork claim)
    {
        var data = worker.Inputs.DataFolder(lease.Spec.Data);
        var weights = worker.Inputs.WeightsFile(lease.Spec.Weights);
        var stages = await worker.Inputs.StageFoldersAsync(lease.Spec.RequiredStages);
        DeleteFolder();
        var resume = Path.Combine(folder, "resume");
        var restored = await claim.RestoreCheckpointAsync(resume);
        foreach (var problem in restored.Problems) log.Say(problem);
        var from = restored.Step is { } step ? FormattableString.Invariant($"step {step}") : "the beginning";
        log.Say($"Attempt {lease.Attempt} on {Options.Name} slot {slot.View.Slot} starts from {from}.");
        return new TrainingPlan
        {
            Format = TrainingPlan.CurrentFormat,
            Work = lease.Spec,
            DataFolder = data,
            WeightsFile = weights,
            ScratchFolder = Path.Combine(folder, "work"),
            StageFolders = stages,
            ResumeFrom = restored.Step is null ? null : resume,
            Device = MachineCapacity.DeviceOfSlot(Options.Device, slot.View.Slot),
            Threads = Options.Threads,
            CheckpointSeconds = Options.CheckpointSeconds,
        };
    }

    private static async Task<AttemptEnd> SealAsync(ClaimedWork claim, TrainingEvent.Completed completed)
    {
        await claim.SealAsync(completed.Folder, completed.Files);
        return new AttemptEnd.Completed();
    }

    private async Task<AttemptEnd> DropCheckpointAsync(ClaimedWork claim, TrainingEvent.Failed failed)
    {
        await claim.DropCheckpointAsync();
        return new AttemptEnd.HandedBack(lease.Attempt, failed.Reason);
    }

    private AttemptEnd.Failed Failure(string reason, bool retryable) => new(new AttemptFailure(reason, retryable, log.Tail));

    private async Task HeartbeatAsync(CancellationTokenSource preempt, CancellationTokenSource lost, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Options.HeartbeatInterval, worker.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                try
                {
                    var directive = await Grain.HeartbeatAsync(Options.Name, lease.Attempt, slot.View.Progress);
                    if (directive == LeaseDirective.Preempt) await preempt.CancelAsync();
                    if (directive == LeaseDirective.Lost) await lost.CancelAsync();
                }
                catch (Exception exception)
                {
                    // Training goes on: whether this attempt may still commit is for the store to say.
                    WorkerLog.HeartbeatFailed(worker.Logger, lease.Work, exception);
                }
                await log.FlushAsync();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ReportAsync(AttemptEnd end)
    {
        try
        {
            await worker.GrainCalls.ExecuteAsync(async _ => await (end switch
            {
                AttemptEnd.Completed => Grain.CompletedAsync(Options.Name, lease.Attempt),
                AttemptEnd.Failed failed => Grain.FailedAsync(Options.Name, lease.Attempt, failed.Failure),
                AttemptEnd.HandedBack back => Grain.HandedBackAsync(Options.Name, lease.Attempt, back.StoreAttempt, back.Reason),
                _ => Task.CompletedTask,
            }));
        }
        catch (Exception exception)
        {
            // The lease will expire, and the next attempt find in the store what this one has done.
            WorkerLog.ReportFailed(worker.Logger, lease.Work, exception);
        }
    }

    private void DeleteFolder()
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (IOException exception)
        {
            WorkerLog.ScratchNotDeleted(worker.Logger, folder, exception);
        }
    }
}
