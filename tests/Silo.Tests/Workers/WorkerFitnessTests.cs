using JsccGrid.Worker;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JsccGrid.Silo.Tests.Workers;

public sealed class WorkerFitnessTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Fault_AgainAndAgain_PausesLongerUpToAMinute()
    {
        var fitness = new WorkerFitness(clock);
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            fitness.Fault("the disk is full");
            clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.Equal("the disk is full", fitness.Reason);
            clock.Advance(TimeSpan.FromTicks(1));
            Assert.Null(fitness.Reason);
        }
    }

    [Fact]
    public void Fault_OfSeveralSlotsAtOnce_CountsOnce()
    {
        var fitness = new WorkerFitness(clock);
        for (var slot = 0; slot < 4; slot++) fitness.Fault("the disk is full");
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(fitness.Reason);
    }

    [Fact]
    public void Success_EndsThePauseAndItsGrowth()
    {
        var fitness = new WorkerFitness(clock);
        fitness.Fault("the disk is full");
        clock.Advance(TimeSpan.FromSeconds(1));
        fitness.Fault("the disk is full");
        fitness.Success();
        Assert.Null(fitness.Reason);
        fitness.Fault("the disk is full");
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(fitness.Reason);
    }

    [Fact]
    public async Task Wait_DuringAPause_EndsWithIt()
    {
        var fitness = new WorkerFitness(clock);
        fitness.Fault("the disk is full");
        var waiting = fitness.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await waiting;
    }
}
