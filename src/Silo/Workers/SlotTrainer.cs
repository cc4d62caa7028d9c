using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Silo.Workers;

/// <summary>
/// The training process of a slot: started when first needed, kept from one plan to the next, ended when it has failed in any
/// way, since a poisoned device context goes only with its process.
/// </summary>
internal sealed class SlotTrainer(WorkerContext worker) : IDisposable
{
    private TrainerProcess? process;

    /// <summary>Runs a plan.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="hear">Called for every line the process writes.</param>
    /// <param name="preempt">Asks the process to stop after a checkpoint, and kills it when it takes too long.</param>
    /// <param name="lost">Kills the process at once.</param>
    /// <returns>Completed, Preempted or Failed; null when the lease was lost.</returns>
    public async Task<TrainingEvent?> RunAsync(TrainingPlan plan, Action<TrainerOutput> hear, CancellationToken preempt, CancellationToken lost)
    {
        var current = process is { HasExited: false } ? process : Start();
        using var silence = new CancellationTokenSource(worker.Options.SilenceTimeout, worker.Clock);
        using var grace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, worker.Clock);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, grace.Token, lost);
        await current.SendAsync(new TrainingCommand.Run(plan));
        using var stop = preempt.Register(() =>
        {
            grace.CancelAfter(worker.Options.GracePeriod);
            _ = current.SendAsync(new TrainingCommand.Preempt());
        });
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
            var ending = current.Ending;
            End();
            // An interrupt from the keyboard may reach the process as well as us: that is no failure of the cell.
            return preempt.IsCancellationRequested ? new TrainingEvent.Preempted(0) : Failure($"The training process {ending}.");
        }
        catch (OperationCanceledException)
        {
            End();
            if (lost.IsCancellationRequested) return null;
            if (grace.IsCancellationRequested) return new TrainingEvent.Preempted(0);
            return Failure(FormattableString.Invariant($"The training process reported nothing for {worker.Options.SilenceTimeout.TotalSeconds:0} s and was killed."));
        }
    }

    public void Dispose() => End();

    private static TrainingEvent.Failed Failure(string reason) => new(reason, Retryable: true);

    private TrainerProcess Start()
    {
        End();
        process = TrainerProcess.Start(worker.Options);
        WorkerLog.TrainerStarted(worker.Logger, process.Id);
        return process;
    }

    private void End()
    {
        process?.Dispose();
        process = null;
    }
}
