using System.Globalization;

namespace JsccGrid.LocalCluster.Processes;

/// <summary>
/// A limit to a wait that stretches with the machine: while n threads want each processor, a second counts as 1/n of one. Time in
/// which this process itself was not run counts as little.
/// </summary>
public sealed class Patience : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>What one look counts at most, however late it comes.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly Func<double> load;
    private readonly CancellationTokenSource source;
    private readonly long began;
    private readonly ITimer timer;
    private long last;
    private TimeSpan spent;

    /// <param name="limit">
    /// How long to wait on a machine that has nothing else to do; <see cref="Timeout.InfiniteTimeSpan"/> for ever.
    /// </param>
    /// <param name="cancellationToken">Ends the wait too.</param>
    public Patience(TimeSpan limit, CancellationToken cancellationToken = default)
        : this(limit, MachineLoad.Read, TimeProvider.System, cancellationToken)
    {
    }

    /// <param name="limit">
    /// How long to wait on a machine that has nothing else to do; <see cref="Timeout.InfiniteTimeSpan"/> for ever.
    /// </param>
    /// <param name="load">Threads that want each processor, at least 1.</param>
    /// <param name="clock">Measures the wait.</param>
    /// <param name="cancellationToken">Ends the wait too.</param>
    public Patience(TimeSpan limit, Func<double> load, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        Limit = limit;
        this.clock = clock;
        this.load = load;
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Token = source.Token;
        began = last = clock.GetTimestamp();
        timer = clock.CreateTimer(_ => Sample(), null, Interval, Interval);
    }

    public TimeSpan Limit { get; }

    /// <summary>Is cancelled when the patience is spent, or when the caller's token is.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether the limit is reached.</summary>
    public bool IsSpent
    {
        get
        {
            lock (gate) return Limit >= TimeSpan.Zero && spent >= Limit;
        }
    }

    /// <summary>How long the wait has lasted, for people: by the clock, and what of that counts.</summary>
    public override string ToString()
    {
        var elapsed = clock.GetElapsedTime(began).TotalSeconds;
        lock (gate)
        {
            return elapsed <= 1.5 * spent.TotalSeconds
                ? string.Create(CultureInfo.InvariantCulture, $"{elapsed:0.#} s")
                : string.Create(CultureInfo.InvariantCulture,
                    $"{elapsed:0.#} s (worth {spent.TotalSeconds:0.#} s on a machine with nothing else to do)");
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (gate) source.Dispose();
    }

    private void Sample()
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            var step = clock.GetElapsedTime(last, now);
            last = now;
            spent += (step < LongestStep ? step : LongestStep) / load();
            if (Limit < TimeSpan.Zero || spent < Limit) return;
        }
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The wait has just ended.
        }
        timer.Dispose();
    }
}
