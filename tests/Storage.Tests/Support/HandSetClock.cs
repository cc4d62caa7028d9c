namespace JsccGrid.Storage.Tests.Support;

/// <summary>A clock that shows what it is told to; its timers are the system's.</summary>
internal sealed class HandSetClock : TimeProvider
{
    private long ticks;
    private long behind;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public override DateTimeOffset GetUtcNow() =>
        DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(GetTimestamp() - Interlocked.Read(ref behind));

    public void Advance(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);

    /// <summary>What it shows as the time of day; its timestamps do not notice.</summary>
    public void SetBack(TimeSpan time) => Interlocked.Add(ref behind, time.Ticks);
}
