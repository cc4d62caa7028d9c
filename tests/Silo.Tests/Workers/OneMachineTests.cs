using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Silo.Hosting;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Silo.Tests.Workers;

public sealed class OneMachineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grid_OfManyCells_CommitsEachAndRunsSharedStagesOnce()
    {
        using var ground = new FakeGround();
        var cells = Samples.Cells(20);
        await using var machine = await OneMachineHost.StartAsync(ground.Options, Cancellation);
        var grid = machine.Grains.GetGrain<IGridGrain>("fake");

        await grid.SubmitAsync(cells, Cancellation);
        var snapshot = await grid.UntilFinishedAsync();

        Assert.Equal(20, snapshot.Cells.Committed);
        Assert.Equal(2, snapshot.Stages.Committed);
        var store = ground.OpenStore();
        foreach (var cell in cells)
        {
            Assert.NotNull(await store.ReadResultAsync(cell.Id, Cancellation));
            Assert.Equal([0], ground.RunsOf(WorkId.Of(cell.Id)));
        }
        foreach (var stage in cells[0].RequiredStages) Assert.Equal([0], ground.RunsOf(WorkId.Of(stage.Key)));
    }
}
