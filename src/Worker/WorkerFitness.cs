namespace JsccGrid.Worker;

/// <summary>
/// Keeps a worker that is itself at fault from taking cells only to hand them back: it pauses, longer each time, until an attempt
/// goes well again. Shared by all slots.
/// </summary>
internal sealed class WorkerFitness(TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private long since;
    private TimeSpan pause;
    private TimeSpan next = FirstPause;
    private string? reason;

    /// <summary>Why no work is taken; null when it is.</summary>
    public string? Reason
    {
        get
        {
            lock (gate) return Left() > TimeSpan.Zero ? reason : null;
        }
    }

    public void Fault(string message)
    {
        lock (gate)
        {
            // Slots that fail together are one fault.
            if (Left() > TimeSpan.Zero) return;
            (reason, since, pause) = (message, clock.GetTimestamp(), next);
            next = next * 2 < LongestPause ? next * 2 : LongestPause;
        }
    }

    public void Success()
    {
        lock (gate) (pause, next) = (TimeSpan.Zero, FirstPause);
    }

    /// <summary>Waits while no work is to be taken.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && Left() is { } left && left > TimeSpan.Zero)
            await Task.Delay(left, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private TimeSpan Left()
    {
        lock (gate) return pause - clock.GetElapsedTime(since);
    }
}
