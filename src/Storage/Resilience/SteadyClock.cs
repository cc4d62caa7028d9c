namespace JsccGrid.Storage.Resilience;

/// <summary>
/// A clock whose wall time only moves on with its timestamps. Polly notes by wall time when a broken circuit closes again: were the
/// machine's clock set back by an hour meanwhile, the circuit would stay broken for that hour.
/// </summary>
internal sealed class SteadyClock(TimeProvider clock) : TimeProvider
{
    private readonly DateTimeOffset start = clock.GetUtcNow();
    private readonly long startTimestamp = clock.GetTimestamp();

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => start + clock.GetElapsedTime(startTimestamp);

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
