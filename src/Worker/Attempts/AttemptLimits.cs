namespace JsccGrid.Worker.Attempts;

/// <summary>
/// What ends an attempt before its work is done. Asked to stop, the training process has the grace period for a checkpoint, and
/// the store the upload time to take it. A lost lease ends everything at once.
/// </summary>
internal sealed class AttemptLimits : IDisposable
{
    private readonly CancellationTokenSource preempt;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource trainer;
    private readonly CancellationTokenSource store;
    private readonly CancellationTokenSource abandon;
    private readonly CancellationTokenRegistration begin;
    private readonly CancellationTokenRegistration hurry;

    /// <param name="options">Grace period and upload time.</param>
    /// <param name="clock">The clock of both.</param>
    /// <param name="stopping">The worker stops.</param>
    /// <param name="urgent">The worker must stop without waiting.</param>
    public AttemptLimits(WorkerOptions options, TimeProvider clock, CancellationToken stopping, CancellationToken urgent)
    {
        preempt = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        trainer = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        store = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        abandon = CancellationTokenSource.CreateLinkedTokenSource(lost.Token, store.Token);
        begin = preempt.Token.Register(() =>
        {
            trainer.CancelAfter(options.GracePeriod);
            store.CancelAfter(options.StopTime);
        });
        hurry = urgent.Register(() =>
        {
            trainer.Cancel();
            store.Cancel();
        });
    }

    /// <summary>Stop after this step, checkpoint, give the lease back.</summary>
    public CancellationToken Preempt => preempt.Token;

    /// <summary>The lease is another's or nobody's.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>The training process was asked to stop and has had its time.</summary>
    public CancellationToken TrainerOverdue => trainer.Token;

    /// <summary>Nothing of this attempt may wait for the store any longer.</summary>
    public CancellationToken Abandon => abandon.Token;

    public Task PreemptAsync() => preempt.CancelAsync();

    public Task LoseAsync() => lost.CancelAsync();

    public void Dispose()
    {
        hurry.Dispose();
        begin.Dispose();
        abandon.Dispose();
        store.Dispose();
        trainer.Dispose();
        lost.Dispose();
        preempt.Dispose();
    }
}
