namespace JsccGrid.Storage.Objects;

/// <summary>How calls to a store are repeated when the medium fails. The defaults are for callers that somebody waits for.</summary>
public sealed record StoreResilienceOptions
{
    /// <summary>
    /// For work that must not be lost to an outage, as a worker's commits: repeats until cancelled, even while access is refused.
    /// </summary>
    public static StoreResilienceOptions Patient { get; } = new() { GiveUpAfter = null };

    /// <summary>
    /// A failure this long after the call began is final; null for never. 0 for a single try. Default: 20 s, so that with one
    /// more try a call ends within 30 s.
    /// </summary>
    public TimeSpan? GiveUpAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Wait before the first repetition, above 0; doubles each time, with jitter. Default: 100 ms.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait. Default: 5 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Calls that move small objects and are under way at a time, from 1; the others wait their turn, and that wait is no part of a
    /// try. A grid asks thousands of things at once: a store that answers them all too late is asked them all again. Default: 64.
    /// </summary>
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>Longest a try may take that moves a small object, from 10 ms. Default: 10 s.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest a try may take that moves a file, from 10 ms. Default: 10 min.</summary>
    public TimeSpan TransferTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long no call is let through after most of at least <see cref="BreakAfter"/> tries within ten seconds have failed, from
    /// 500 ms. Default: 2 s.
    /// </summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Tries that may fail before the circuit breaks, from 2. Default: 10.</summary>
    public int BreakAfter { get; init; } = 10;
}
