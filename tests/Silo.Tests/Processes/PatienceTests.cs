using JsccGrid.LocalCluster.Processes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JsccGrid.Silo.Tests.Processes;

/// <summary>Waits that stretch with the machine.</summary>
public sealed class PatienceTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Patience_OnAMachineWithNothingElseToDo_EndsAtItsLimit()
    {
        using var patience = new Patience(TimeSpan.FromSeconds(10), () => 1, clock, TestContext.Current.CancellationToken);
        Pass(seconds: 9.9);
        Assert.False(patience.Token.IsCancellationRequested);
        Pass(seconds: 0.1);
        Assert.True(patience.Token.IsCancellationRequested);
        Assert.True(patience.IsSpent);
        Assert.Equal("10 s", patience.ToString());
    }

    [Fact]
    public void Patience_WhileEightThreadsWantEachProcessor_LastsEightTimesAsLong()
    {
        var load = 8.0;
        using var patience = new Patience(TimeSpan.FromSeconds(10), () => load, clock, TestContext.Current.CancellationToken);
        Pass(seconds: 40);
        Assert.False(patience.IsSpent);
        load = 1;
        Pass(seconds: 4.9);
        Assert.False(patience.IsSpent);
        Pass(seconds: 0.2);
        Assert.True(patience.IsSpent);
        Assert.Equal("45.1 s (worth 10 s on a machine with nothing else to do)", patience.ToString());
    }

    [Fact]
    public void Patience_OfAProcessThatWasNotRun_CountsLittleOfThat()
    {
        using var patience = new Patience(TimeSpan.FromSeconds(10), () => 1, clock, TestContext.Current.CancellationToken);
        clock.AutoAdvanceAmount = TimeSpan.FromSeconds(100);
        clock.Advance(TimeSpan.FromMilliseconds(100));
        clock.AutoAdvanceAmount = TimeSpan.Zero;
        Assert.False(patience.IsSpent);
    }

    [Fact]
    public void Patience_WhoseCallerCancels_EndsUnspent()
    {
        using var caller = new CancellationTokenSource();
        using var patience = new Patience(TimeSpan.FromSeconds(10), () => 1, clock, caller.Token);
        caller.Cancel();
        Assert.True(patience.Token.IsCancellationRequested);
        Assert.False(patience.IsSpent);
    }

    [Theory]
    [InlineData("0.20 0.84 0.47 2/97 6737", 1)]
    [InlineData("15.23 7.24 2.96 9/333 11078", 7.615)]
    [InlineData("3.00 7.24 2.96 9/333 11078", 4.5)]
    [InlineData("900.00 7.24 2.96 9/333 11078", MachineLoad.Largest)]
    public void Load_OfTwoProcessors_IsTheGreaterOfNowAndTheLastMinute(string text, double expected) =>
        Assert.Equal(expected, MachineLoad.Parse(text, processors: 2), 6);

    private void Pass(double seconds)
    {
        for (var step = 0; step < Math.Round(seconds * 10); step++) clock.Advance(TimeSpan.FromMilliseconds(100));
    }
}
