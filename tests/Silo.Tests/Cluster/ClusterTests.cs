using JsccGrid.Experiments.Cells;
using JsccGrid.Silo.Tests.Support;
using Xunit;
using static JsccGrid.Silo.Tests.Cluster.ThreeCells;

namespace JsccGrid.Silo.Tests.Cluster;

/// <summary>Control silos as processes: at peace, killed and stopped.</summary>
public sealed class ClusterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grid_OnTwoSilosAndTwoWorkers_CommitsEachCellAndRunsSharedStagesOnce()
    {
        using var ground = new FakeGround();
        await using var cluster = await MemberCluster.StartAsync(ground);
        var grid = await cluster.SubmitAsync();

        var snapshot = await grid.UntilFinishedAsync();

        Assert.Equal(3, snapshot.Cells.Committed);
        foreach (var cell in Cells) Assert.Equal([0], ground.RunsOf(WorkId.Of(cell.Id)));
        foreach (var stage in Cells[0].RequiredStages) Assert.Equal([0], ground.RunsOf(WorkId.Of(stage.Key)));
        foreach (var member in cluster.Silos.Concat(cluster.Workers))
            Assert.Equal("Healthy", await member.GetAsync("/health/live", Cancellation));
    }

    [Fact]
    public async Task Start_OfAHealthySilo_WarnsOfNothingOfItsDashboard()
    {
        using var ground = new FakeGround();
        await using var cluster = await MemberCluster.StartAsync(ground, silos: 1, workers: 0);
        Assert.Contains("html", await cluster.Silos[0].GetAsync("/dashboard/", Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain("ashboard", cluster.Silos[0].Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Orleans.Placement", cluster.Silos[0].Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_Killed_TheGridGoesOnWithoutIt()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await MemberCluster.StartAsync(ground);
        var grid = await cluster.SubmitAsync();
        await ground.UntilCheckpointedAsync(Waiting, 5);

        await cluster.Silos[0].Process.KillAsync();
        ground.LetGo();

        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0], ground.RunsOf(Waiting));
    }

    [Fact]
    public async Task Silo_Terminated_MovesItsGrainsAndEndsWell()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await MemberCluster.StartAsync(ground);
        var grid = await cluster.SubmitAsync();
        await ground.UntilCheckpointedAsync(Waiting, 5);

        await cluster.Silos[0].Process.TerminateAsync(Cancellation);
        Assert.Equal(0, cluster.Silos[0].Process.ExitCode);
        ground.LetGo();

        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0], ground.RunsOf(Waiting));
        var view = await cluster.ViewAsync();
        Assert.Equal((1, 0, 0), (view.Attempt, view.Failures, view.LostLeases));
    }
}
