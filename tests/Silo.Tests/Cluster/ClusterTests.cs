using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Silo.Tests.Cluster;

/// <summary>Control silos and workers as processes, in good and bad times.</summary>
public sealed class ClusterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grid_OnTwoSilosAndTwoWorkers_CommitsEachCellAndRunsSharedStagesOnce()
    {
        using var ground = new FakeGround();
        var cells = Samples.Cells(6);
        await using var cluster = await ProcessCluster.StartAsync(ground);
        var grid = cluster.Grains.GetGrain<IGridGrain>("fake");

        await grid.SubmitAsync(cells, Cancellation);
        var snapshot = await grid.UntilFinishedAsync();

        Assert.Equal(6, snapshot.Cells.Committed);
        foreach (var cell in cells) Assert.Equal([0], ground.RunsOf(WorkId.Of(cell.Id)));
        foreach (var stage in cells[0].RequiredStages) Assert.Equal([0], ground.RunsOf(WorkId.Of(stage.Key)));
        foreach (var member in cluster.Silos.Concat(cluster.Workers))
            Assert.Equal("Healthy", await member.HealthAsync("/health/live", Cancellation));
    }
}
