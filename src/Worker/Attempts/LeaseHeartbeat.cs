using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Worker.Attempts;

/// <summary>Keeps an attempt's lease alive, and passes on what the grain says of it.</summary>
internal sealed class LeaseHeartbeat(WorkerContext worker, IWorkGrain grain, WorkLease lease, AttemptLimits limits)
{
    /// <summary>Beats until cancelled.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(worker.Options.HeartbeatInterval, worker.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                try
                {
                    var directive = await grain.HeartbeatAsync(worker.Options.Name, lease.Attempt).WaitAsync(ended);
                    if (directive == LeaseDirective.Preempt) await limits.PreemptAsync();
                    if (directive == LeaseDirective.Lost) await limits.LoseAsync();
                }
                catch (Exception exception) when (!ended.IsCancellationRequested)
                {
                    // Training goes on: whether this attempt may still commit is for the store to say.
                    WorkerLog.HeartbeatFailed(worker.Logger, lease.Work, exception);
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
        }
    }
}
