using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Worker.Attempts;

/// <summary>Tells the cell's grain how an attempt ended, and does not give up while that can still matter.</summary>
internal sealed class AttemptReporter(WorkerContext worker, IWorkGrain grain, WorkLease lease)
{
    /// <summary>
    /// After this the slot is of more use elsewhere: the lease will expire, and the next attempt find in the store what this one
    /// has done.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The same, once the worker is stopping.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(8);

    /// <summary>Repeats the report until it is heard, the lease is lost, or patience ends. Heartbeats must go on meanwhile.</summary>
    public async Task SendAsync(AttemptEnd end, CancellationToken lost, CancellationToken stopping)
    {
        if (end is AttemptEnd.Lost) return;
        using var patience = new CancellationTokenSource(Patience, worker.Clock);
        using var hurry = stopping.Register(() => patience.CancelAfter(StopPatience));
        using var any = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, lost);
        try
        {
            await worker.GrainCalls.ExecuteAsync(async token => await Send(end).WaitAsync(token), any.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            // Heard after all, or of no interest any more.
        }
        catch (OperationCanceledException exception)
        {
            WorkerLog.ReportFailed(worker.Logger, lease.Work, exception);
        }
    }

    private Task Send(AttemptEnd end) => end switch
    {
        AttemptEnd.Completed => grain.CompletedAsync(worker.Options.Name, lease.Attempt),
        AttemptEnd.Failed failed => grain.FailedAsync(worker.Options.Name, lease.Attempt, failed.Failure),
        AttemptEnd.HandedBack back => grain.HandedBackAsync(worker.Options.Name, lease.Attempt, back.StoreAttempt, back.Reason),
        _ => Task.CompletedTask,
    };
}
