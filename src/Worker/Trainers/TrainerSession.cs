using JsccGrid.Experiments.Protocol;
using JsccGrid.Worker.Attempts;

namespace JsccGrid.Worker.Trainers;

/// <summary>
/// One plan's talk with a training process: it is told what to run, heard until it has ended, and not waited for without end.
/// </summary>
/// <param name="process">Not yet told anything of the plan.</param>
/// <param name="name">What the process is called in reasons.</param>
/// <param name="worker">How long a silence may be.</param>
internal sealed class TrainerSession(TrainerProcess process, string name, WorkerContext worker)
{
    /// <summary>Whether the process is of no more use.</summary>
    public bool IsSpent { get; private set; } = true;

    /// <param name="run">The line that says what to run.</param>
    /// <param name="preempt">The line that asks to stop.</param>
    /// <param name="onOutput">Called for every line that comes.</param>
    /// <param name="limits">When the process is asked to stop, and when it has had its time.</param>
    /// <param name="ended">What it means that the process has ended unasked.</param>
    /// <param name="lost">Ends the talk at once.</param>
    /// <returns>Completed, Preempted or Failed; null when <paramref name="lost"/> was.</returns>
    public async Task<TrainingEvent?> RunAsync(
        string run, string preempt, Action<TrainerOutput> onOutput, AttemptLimits limits, Func<TrainingEvent> ended, CancellationToken lost)
    {
        using var silence = new CancellationTokenSource(worker.Options.SilenceTimeout, worker.Clock);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, limits.TrainerOverdue, lost);
        try
        {
            // A process that reads nothing does not take a long line.
            await process.SendAsync(run).WaitAsync(any.Token);
            using var stop = limits.Preempt.Register(() => _ = process.SendAsync(preempt));
            await foreach (var output in process.Output.ReadAllAsync(any.Token))
            {
                silence.CancelAfter(worker.Options.SilenceTimeout);
                onOutput(output);
                if (output.Event is not (TrainingEvent.Completed or TrainingEvent.Preempted or TrainingEvent.Failed)) continue;
                IsSpent = output.Event is TrainingEvent.Failed;
                return output.Event;
            }
            // An interrupt from the keyboard may reach the process as well as us: that is no failure of the cell.
            return limits.Preempt.IsCancellationRequested ? new TrainingEvent.Preempted(0) : ended();
        }
        catch (OperationCanceledException)
        {
            if (lost.IsCancellationRequested) return null;
            if (limits.TrainerOverdue.IsCancellationRequested) return new TrainingEvent.Preempted(0);
            var seconds = worker.Options.SilenceTimeout.TotalSeconds;
            return new TrainingEvent.Failed(FormattableString.Invariant($"The {name} reported nothing for {seconds:0} s and was killed."),
                Retryable: true);
        }
    }
}
