using System.Diagnostics;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Storage;
using JsccGrid.Storage.Works;
using JsccGrid.Worker.Inputs;
using JsccGrid.Worker.Telemetry;
using JsccGrid.Worker.Trainers;

namespace JsccGrid.Worker.Attempts;

/// <summary>
/// One attempt, from the lease to the report: claims the work in the store, prepares inputs, feeds the slot's training process or the
/// cell's own program, commits what it produces, and answers for everything it can do wrong. While the store is away it waits; heartbeats
/// keep the lease meanwhile.
/// </summary>
internal sealed class AttemptRunner(WorkerContext worker, SlotTrainer slotTrainer, SlotState slot, WorkLease lease)
{
    /// <summary>What the last lines of the log may take when nothing presses, and when something does.</summary>
    private static readonly TimeSpan LastLogTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastLogTimeInHaste = TimeSpan.FromSeconds(1);

    /// <summary>Characters of a reason; it is shown in tables and kept by grains.</summary>
    private const int MaxReason = 4000;

    private readonly TaskCompletionSource slotFreed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AttemptLog log = new(worker.Store, lease.Work, worker.Clock);
    private readonly string folder = Path.Combine(
        worker.ScratchFolder, FormattableString.Invariant($"slot{slot.Snapshot.Slot}-{lease.Work.Short}-{lease.Attempt}"));

    /// <summary>
    /// Completes when slot and training process may turn to other work: once training is complete, though the result is still to
    /// be committed, or else when the attempt has ended.
    /// </summary>
    public Task SlotFreed => slotFreed.Task;

    private WorkerOptions Options => worker.Options;

    /// <summary>Runs until the attempt has ended and is reported. Does not throw.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        slot.Begin(lease, worker.Clock.GetUtcNow());
        using var span = AttemptTrace.Begin(lease, Options.Name, slot.Snapshot.Slot);
        var grain = worker.Grains.Work(lease.Work);
        using var limits = new AttemptLimits(Options, worker.Clock, stopping, worker.Urgent);
        using var ended = new CancellationTokenSource();
        var heartbeats = new LeaseHeartbeat(worker, grain, lease, limits).RunAsync(ended.Token);
        using var written = new CancellationTokenSource();
        var writing = log.WriteAsync(Options.HeartbeatInterval, written.Token);

        var end = await AttemptSafelyAsync(limits);
        AttemptTrace.End(span, end);
        await written.CancelAsync();
        await writing;
        await log.FinishAsync(limits.Abandon.IsCancellationRequested ? LastLogTimeInHaste : LastLogTime);
        await new AttemptReporter(worker, grain, lease).SendAsync(end, limits.Lost, stopping);

        await ended.CancelAsync();
        await heartbeats;
        ScratchFolders.Delete(folder, worker.Logger);
        FreeSlot();
    }

    private void FreeSlot()
    {
        if (slotFreed.Task.IsCompleted) return;
        slot.Idle();
        slotFreed.SetResult();
    }

    private async Task<AttemptEnd> AttemptSafelyAsync(AttemptLimits limits)
    {
        try
        {
            var end = await AttemptAsync(limits);
            if (end is AttemptEnd.Completed) worker.Fitness.Success();
            return end;
        }
        catch (FencedException exception)
        {
            log.WriteLine(exception.Message);
            return new AttemptEnd.HandedBack(exception.StoreAttempt, exception.Message);
        }
        catch (OperationCanceledException) when (limits.Lost.IsCancellationRequested)
        {
            return new AttemptEnd.Lost();
        }
        catch (OperationCanceledException) when (limits.Abandon.IsCancellationRequested)
        {
            const string Reason = "The store did not answer before the worker had to stop.";
            log.WriteLine(Reason);
            return new AttemptEnd.HandedBack(lease.Attempt, Reason);
        }
        catch (StoreCorruptException exception)
        {
            return Failure(exception.Message, retryable: false, FailureCause.Data);
        }
        catch (Exception exception) when (exception is WorkerFaultException or IOException or UnauthorizedAccessException)
        {
            return Fault(exception);
        }
        catch (Exception exception)
        {
            foreach (var line in exception.ToString().Split('\n')) log.WriteLine(line);
            return Failure(exception.Message, retryable: true, FailureCause.Program);
        }
    }

    private async Task<AttemptEnd> AttemptAsync(AttemptLimits limits)
    {
        var writer = await AttemptTrace.StepAsync(
            "claim", () => worker.Store.BeginAttemptAsync(lease.Spec, Options.Name, lease.Attempt, limits.Abandon));
        if (writer is null) return new AttemptEnd.Completed();
        if (lease.Spec.WhyNotTrained is { } reason) return Failure(reason, retryable: false, FailureCause.Program);
        using var inputs = await AttemptTrace.StepAsync("prepare inputs", () => worker.Inputs.PrepareAsync(lease.Spec, limits.Abandon));
        var plan = await AttemptTrace.StepAsync("prepare plan", () => PrepareAsync(writer, inputs, limits.Abandon));
        if (limits.Preempt.IsCancellationRequested) return new AttemptEnd.HandedBack(lease.Attempt, null);
        var program = inputs.ProgramFolder is { } files ? new ProgramTrainer(worker, lease.Spec.Cell!, files) : null;
        using var fenced = CancellationTokenSource.CreateLinkedTokenSource(limits.Lost);
        var committer = new CheckpointCommitter(writer, log.WriteLine, fenced, worker.Clock, limits.Abandon)
        {
            IsStrict = program is not null,
        };
        ITrainer trainer = program is null ? slotTrainer : program;
        slot.SetActivity(SlotActivity.Starting);
        var last = await AttemptTrace.StepAsync(
            "train", () => trainer.RunAsync(plan with { TraceParent = Activity.Current?.Id }, OnOutput, limits, fenced.Token));
        if (last is TrainingEvent.Completed)
        {
            FreeSlot();
            await committer.DiscardAsync();
        }
        else
        {
            slot.SetActivity(SlotActivity.Committing);
            await committer.FinishAsync();
        }
        if (committer.Fence is { } fence) throw fence;
        if (committer.Fault is { } fault) return Failure(fault.Message, retryable: false, FailureCause.Program);
        return last switch
        {
            null => new AttemptEnd.Lost(),
            TrainingEvent.Completed completed => await AttemptTrace.StepAsync("commit", () => SealAsync(writer, completed, limits.Abandon)),
            TrainingEvent.Preempted => new AttemptEnd.HandedBack(lease.Attempt, null),
            // Whoever has committed another checkpoint since has gone on from it, and fails as others do.
            TrainingEvent.Failed { Cause: FailureCause.Checkpoint, Retryable: true } corrupt
                when plan.ResumeFrom is not null && writer.Manifest.Checkpoint?.Attempt != writer.Attempt =>
                await DropCheckpointAsync(writer, corrupt, limits.Abandon),
            // What an outside program says is no proof that the worker is to blame.
            TrainingEvent.Failed { Cause: FailureCause.Disk } failed when program is null =>
                throw new WorkerFaultException(failed.Reason, failed.Cause),
            TrainingEvent.Failed failed => Failure(failed.Reason, failed.Retryable, failed.Cause, program is { HasStarted: true }),
            _ => throw new InvalidOperationException($"{last.GetType().Name} does not end an attempt."),
        };

        void OnOutput(TrainerOutput output)
        {
            log.Add(output);
            if (output.Event is TrainingEvent.Checkpointed checkpoint) committer.Submit(checkpoint);
            if (output.Event is TrainingEvent.Progress p)
                slot.Train(new WorkProgress(p.Phase, p.Epoch, p.Epochs, p.Step, p.Steps, p.Loss, p.ImagesPerSecond));
        }
    }

    private async Task<TrainingPlan> PrepareAsync(AttemptWriter writer, PreparedInputs inputs, CancellationToken cancellationToken)
    {
        ScratchFolders.Delete(folder, worker.Logger);
        var resume = Path.Combine(folder, "resume");
        var restored = await writer.RestoreCheckpointAsync(resume, cancellationToken);
        foreach (var problem in restored.Problems) log.WriteLine(problem);
        var from = restored.Step is { } step ? FormattableString.Invariant($"step {step}") : "the beginning";
        log.WriteLine($"Attempt {lease.Attempt} on {Options.Name} slot {slot.Snapshot.Slot} starts from {from}.");
        return new TrainingPlan
        {
            Format = TrainingPlan.CurrentFormat,
            Work = lease.Spec,
            DataFolder = inputs.DataFolder,
            WeightsFile = inputs.WeightsFile,
            ScratchFolder = Path.Combine(folder, "work"),
            StageFolders = inputs.StageFolders,
            ResumeFrom = restored.Step is null ? null : resume,
            Device = MachineCapacity.DeviceOfSlot(Options.Device, slot.Snapshot.Slot),
            Threads = Options.Threads,
            CheckpointSeconds = Options.CheckpointSeconds,
        }.WithIntervalsOfRecipe();
    }

    private static async Task<AttemptEnd> SealAsync(
        AttemptWriter writer, TrainingEvent.Completed completed, CancellationToken cancellationToken)
    {
        if (completed.Files.FirstOrDefault(file => !File.Exists(Path.Combine(completed.Folder, file.Name))) is { } missing)
            throw new InvalidDataException($"The training program said it wrote '{missing.Name}', which does not exist.");
        await writer.SealAsync(completed.Folder, completed.Files, cancellationToken);
        return new AttemptEnd.Completed();
    }

    private async Task<AttemptEnd> DropCheckpointAsync(
        AttemptWriter writer, TrainingEvent.Failed failed, CancellationToken cancellationToken)
    {
        await writer.DropCheckpointAsync(cancellationToken);
        return new AttemptEnd.HandedBack(lease.Attempt, failed.Reason);
    }

    /// <summary>
    /// Elsewhere the cell may do well, so it is handed back and loses nothing. Where there is no elsewhere it fails: whoever
    /// waits for it must hear why.
    /// </summary>
    private AttemptEnd Fault(Exception exception)
    {
        log.WriteLine(exception.Message);
        WorkerLog.AtFault(worker.Logger, lease.Work, exception);
        if (Options.IsAlone)
        {
            var cause = FullDisk.IsCauseOf(exception)
                ? FailureCause.Disk
                : (exception as WorkerFaultException)?.Cause ?? FailureCause.Program;
            return Failure(exception.Message, retryable: exception is not WorkerFaultException { IsPermanent: true }, cause);
        }
        worker.Fitness.Fault(exception.Message);
        return new AttemptEnd.HandedBack(lease.Attempt, exception.Message);
    }

    private AttemptEnd.Failed Failure(string reason, bool retryable, FailureCause cause, bool isOfProgram = false) =>
        new(new AttemptFailure(AttemptLog.Cut(reason, MaxReason), retryable, log.Tail, cause, isOfProgram));
}
