using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Works;
using Xunit;

namespace JsccGrid.Grains.Tests.Works;

/// <summary>Deadlines in the eyes of a clock that has been set back since they were noted.</summary>
public sealed class WorkTransitionsClockTests
{
    private static readonly OrchestrationOptions Options = new();
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(15, 15)]
    [InlineData(450, 450)] // the longest wait: one and a half of the longest mean
    [InlineData(451, 0)]
    [InlineData(39_600, 0)]
    public void TimeLeft_OfADeadline_IsNeverLongerThanAnyWait(double seconds, double expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), WorkTransitions.TimeLeft(Now + TimeSpan.FromSeconds(seconds), Now, Options));

    [Fact]
    public void TimeLeft_WithALongBaseOfRetries_DoesNotOverflow()
    {
        var options = new OrchestrationOptions { RetryBaseDelay = TimeSpan.FromMinutes(20), RetryMaxDelay = TimeSpan.FromHours(2) };

        Assert.Equal(TimeSpan.FromHours(3), WorkTransitions.TimeLeft(Now + TimeSpan.FromHours(3), Now, options));
        Assert.Equal(TimeSpan.Zero, WorkTransitions.TimeLeft(Now + TimeSpan.FromHours(3.1), Now, options));
    }

    [Theory]
    [InlineData(10, WorkStatus.Backoff)]
    [InlineData(39_600, WorkStatus.Ready)]
    public void Alarm_InABackoff_EndsItWhenTheDeadlineIsFurtherOffThanAnyWait(double seconds, WorkStatus expected)
    {
        var record = new WorkRecord { Status = WorkStatus.Backoff, Deadline = Now + TimeSpan.FromSeconds(seconds) };
        record = record with { Observers = record.Observers.Add("grid/0", WorkDemand.Run) };
        Assert.Equal(expected, WorkTransitions.Apply(record, new WorkEvent.AlarmRang(), Now, Options).Record.Status);
    }
}
