using System.ComponentModel;
using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Silo.Workers;

/// <summary>
/// The training process of a slot: started before the first plan comes, kept from one plan to the next, ended when it has failed
/// in any way, since a poisoned device context goes only with its process.
/// </summary>
internal sealed class SlotTrainer(WorkerContext worker) : IDisposable
{
    private TrainerProcess? process;

    /// <summary>Starts the process unless it runs, so that no plan waits for it. If it cannot be started the next plan is told.</summary>
    public void Prepare()
    {
        try
        {
            if (process is not { HasExited: false }) Start();
        }
        catch (WorkerFaultException)
        {
        }
    }

    /// <summary>Runs a plan.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="hear">Called for every line the process writes.</param>
    /// <param name="limits">Asks the process to stop after a checkpoint, and kills it when it takes too long.</param>
    /// <param name="lost">Kills the process at once.</param>
    /// <returns>Completed, Preempted or Failed; null when the lease was lost.</returns>
    /// <exception cref="WorkerFaultException">The program cannot be started.</exception>
    public async Task<TrainingEvent?> RunAsync(
        TrainingPlan plan, Action<TrainerOutput> hear, AttemptLimits limits, CancellationToken lost)
    {
        var current = process is { HasExited: false } ? process : Start();
        using var silence = new CancellationTokenSource(worker.Options.SilenceTimeout, worker.Clock);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, limits.TrainerOverdue, lost);
        await current.SendAsync(new TrainingCommand.Run(plan));
        using var stop = limits.Preempt.Register(() => _ = current.SendAsync(new TrainingCommand.Preempt()));
        try
        {
            await foreach (var output in current.Output.ReadAllAsync(any.Token))
            {
                silence.CancelAfter(worker.Options.SilenceTimeout);
                hear(output);
                if (output.Event is not (TrainingEvent.Completed or TrainingEvent.Preempted or TrainingEvent.Failed)) continue;
                if (output.Event is TrainingEvent.Failed) End();
                return output.Event;
            }
            var (ending, wasReady) = (current.Ending, current.WasReady);
            End();
            // An interrupt from the keyboard may reach the process as well as us: that is no failure of the cell.
            if (limits.Preempt.IsCancellationRequested) return new TrainingEvent.Preempted(0);
            return wasReady
                ? Failure($"The training process {ending}.")
                : throw new WorkerFaultException($"The training program '{worker.Options.TrainerPath}' {ending} before it was ready.", FailureCause.Program);
        }
        catch (OperationCanceledException)
        {
            End();
            if (lost.IsCancellationRequested) return null;
            if (limits.TrainerOverdue.IsCancellationRequested) return new TrainingEvent.Preempted(0);
            var seconds = worker.Options.SilenceTimeout.TotalSeconds;
            return Failure(FormattableString.Invariant($"The training process reported nothing for {seconds:0} s and was killed."));
        }
    }

    public void Dispose() => End();

    private static TrainingEvent.Failed Failure(string reason) => new(reason, Retryable: true);

    private TrainerProcess Start()
    {
        End();
        try
        {
            process = TrainerProcess.Start(worker.Options);
        }
        catch (Exception exception) when (exception is FileNotFoundException or Win32Exception)
        {
            throw new WorkerFaultException(exception.Message, FailureCause.Program);
        }
        WorkerLog.TrainerStarted(worker.Logger, process.Id);
        return process;
    }

    private void End()
    {
        process?.Dispose();
        process = null;
    }
}
