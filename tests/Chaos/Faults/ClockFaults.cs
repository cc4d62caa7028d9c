using JsccGrid.Chaos.Cluster;

namespace JsccGrid.Chaos.Faults;

/// <summary>Sets the wall clock of a worker, and looks whether the worker has noticed.</summary>
internal sealed class ClockFaults(WorkerClock workerClock, TimeProvider clock)
{
    private const int MostHours = 12;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    /// <param name="worker">Whose clock it is.</param>
    /// <param name="fault">Its duration and, by its choice, the hours.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>The victim in words.</returns>
    /// <exception cref="NoVictimException">The worker did not answer all the while.</exception>
    /// <exception cref="InvalidOperationException">It answers and has the right time: libfaketime does not work here.</exception>
    public async Task<string> JumpAsync(SupervisedNode worker, PlannedFault fault, CancellationToken cancellationToken)
    {
        var hours = (1 + (fault.Choice / 2 % MostHours)) * (fault.Choice % 2 == 0 ? 1 : -1);
        var offset = TimeSpan.FromHours(hours);
        workerClock.Set(offset);
        var told = new List<TimeSpan>();
        for (var begin = clock.GetTimestamp(); clock.GetElapsedTime(begin) < fault.Duration && !cancellationToken.IsCancellationRequested;)
        {
            if (await TimeOfAsync(worker) is { } time) told.Add(time - clock.GetUtcNow());
            await Task.Delay(Interval, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        workerClock.Set(TimeSpan.Zero);
        if (told.Count == 0) throw new NoVictimException("it did not answer");
        if (!told.Any(seen => (seen - offset).Duration() < Tolerance))
            throw new InvalidOperationException($"The clock of {worker.Name} was to be wrong by {hours} h; it was by {told[^1]}.");
        return FormattableString.Invariant($"{worker.Name} by {hours:+0;-0} h");
    }

    /// <summary>The time a worker puts on its answers; null when it does not answer.</summary>
    private static async Task<DateTimeOffset?> TimeOfAsync(SupervisedNode worker)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(worker.HttpAddress, "/health/live"));
            return answer.Headers.Date;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }
}
