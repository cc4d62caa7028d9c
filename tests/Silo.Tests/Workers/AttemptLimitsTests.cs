using JsccGrid.Worker;
using JsccGrid.Worker.Attempts;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JsccGrid.Silo.Tests.Workers;

/// <summary>How long a stop may take, and for what.</summary>
public sealed class AttemptLimitsTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Stop_OfAnAttempt_LeavesTheStoreItsTimeAfterTheTrainers()
    {
        var options = new WorkerOptions { GraceSeconds = 15, UploadSeconds = 15 };
        using var stop = new CancellationTokenSource();
        using var limits = new AttemptLimits(options, clock, stop.Token, default);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.False(limits.TrainerOverdue.IsCancellationRequested || limits.Abandon.IsCancellationRequested);

        stop.Cancel();
        clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(limits.TrainerOverdue.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(limits.TrainerOverdue.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(14.8));
        Assert.False(limits.Abandon.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(limits.Abandon.IsCancellationRequested);
    }

    [Fact]
    public void Stop_InAHurry_WaitsForNothing()
    {
        using var stop = new CancellationTokenSource();
        using var hurry = new CancellationTokenSource();
        using var limits = new AttemptLimits(new WorkerOptions(), clock, stop.Token, hurry.Token);

        stop.Cancel();
        hurry.Cancel();

        Assert.True(limits.TrainerOverdue.IsCancellationRequested && limits.Abandon.IsCancellationRequested);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void UploadSeconds_ThatAreNone_AreRefused(double seconds) =>
        Assert.Contains(
            new WorkerOptions { UploadSeconds = seconds }.Errors(TimeSpan.FromSeconds(10)),
            error => error.StartsWith("UploadSeconds is ", StringComparison.Ordinal));
}
