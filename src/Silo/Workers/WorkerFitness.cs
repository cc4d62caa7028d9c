namespace JsccGrid.Silo.Workers;

/// <summary>
/// Keeps a worker that is itself at fault from taking cells only to hand them back: it pauses, longer each time, until an attempt
/// goes well again. Shared by all slots.
/// </summary>
internal sealed class WorkerFitness(TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private DateTimeOffset until = DateTimeOffset.MinValue;
    private TimeSpan pause = FirstPause;
    private string? reason;

    /// <summary>Why no work is taken; null when it is.</summary>
    public string? Reason
    {
        get
        {
            lock (gate) return clock.GetUtcNow() < until ? reason : null;
        }
    }

    public void Fault(string message)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            // Slots that fail together are one fault.
            if (now < until) return;
            (reason, until) = (message, now + pause);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    public void Success()
    {
        lock (gate) (until, pause) = (DateTimeOffset.MinValue, FirstPause);
    }

    /// <summary>Waits while no work is to be taken.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && Left() is { } left && left > TimeSpan.Zero)
            await Task.Delay(left, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private TimeSpan Left()
    {
        lock (gate) return until - clock.GetUtcNow();
    }
}
