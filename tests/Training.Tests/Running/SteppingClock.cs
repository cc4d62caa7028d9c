namespace JsccGrid.Training.Tests.Running;

/// <summary>A clock that moves by a fixed amount whenever it is read, so that what is due after a time is due at every look, or
/// never.</summary>
internal sealed class SteppingClock(TimeSpan step) : TimeProvider
{
    private long now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref now, step.Ticks);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Interlocked.Read(ref now));
}
