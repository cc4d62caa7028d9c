using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Tests.Support;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Grains.Tests.Telemetry;

/// <summary>What grains sum up for those who watch the cluster.</summary>
public sealed class AggregateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Waits_OfAGrid_AreThoseOfTheOldestAndEndWithIt()
    {
        await using var ground = await TestGrid.StartAsync();
        var cells = Samples.Cells(2);
        var began = ground.Clock.GetUtcNow();
        var grid = await ground.SubmitAsync("demo", cells);

        var submitted = await TestGrid.UntilAsync(grid, snapshot => snapshot is { Cells.Waiting: 2, Stages.Ready: 1 });
        Assert.Equal(new OldestWaits(began, began, null, null), submitted.Waits);

        var worker = await ground.AddWorkerAsync();
        ground.Clock.Advance(TimeSpan.FromSeconds(10));
        await worker.DoStagesAsync(cells[0]);
        var ready = await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Ready == 2);
        Assert.Equal(new OldestWaits(null, began.AddSeconds(10), null, null), ready.Waits);
        Assert.Null(ready.FinishedAt);

        ground.Clock.Advance(TimeSpan.FromSeconds(10));
        foreach (var _ in cells) await worker.CompleteAsync(await worker.RequestLeaseAsync());
        var finished = await TestGrid.UntilAsync(grid, snapshot => snapshot.FinishedAt is not null);
        Assert.Equal((default, began.AddSeconds(20)), (finished.Waits, finished.FinishedAt!.Value));
    }

    [Fact]
    public async Task Pool_WithACordonedWorker_CountsItsSlotsApart()
    {
        await using var ground = await TestGrid.StartAsync();
        await ground.AddWorkerAsync("worker-a", slots: 2);
        await ground.AddWorkerAsync("worker-b", slots: 3);
        await ground.Pool.ReportAsync("worker-b",
        [
            new SlotSnapshot { Slot = 0, Activity = SlotActivity.Training, Work = WorkId.Of(Samples.Cell().Id) },
            new SlotSnapshot { Slot = 1, Activity = SlotActivity.Idle },
            new SlotSnapshot { Slot = 2, Activity = SlotActivity.Idle },
        ]);
        Assert.Equal(new PoolSummary(2, 0, 1, 4, 0, 0), await ground.Pool.GetSummaryAsync());

        await ground.Pool.CordonAsync("worker-b", "for repair");

        Assert.Equal(new PoolSummary(1, 0, 1, 2, 2, 1), await ground.Pool.GetSummaryAsync());
    }

    [Fact]
    public async Task Results_OfFinishedCells_AreMeansOverSeedsAndGrowAsCellsFinish()
    {
        await using var ground = await TestGrid.StartAsync();
        // All are tested at a noiseless channel; one was trained for another.
        CellSpec[] cells =
        [
            .. new[] { Samples.Cell(bandwidth: 8, seed: 0), Samples.Cell(bandwidth: 8, seed: 1), Samples.Cell(bandwidth: 16, seed: 0) }
                .Select(cell => cell.With(Axis.TrainSnrDb, SnrDb.Noiseless)),
            Samples.Cell(bandwidth: 8, seed: 0).With(Axis.TrainSnrDb, new SnrDb(0)),
        ];
        double[] top1 = [0.25, 0.75, 0.5, 0.9];
        foreach (var index in new[] { 0, 1, 3 }) await ground.SealAsync(cells[index], top1[index]);
        await ground.SubmitAsync("demo", cells);
        var results = ground.Cluster.Client.GetGrain<IGridResultsGrain>("demo");

        var narrow = new ResultMean("jscc-ae", 8, double.PositiveInfinity, 0.5, 2);
        await UntilAsync(results, narrow);
        // Its stages are not there, so that another cluster must have trained it; a new submission finds it.
        await ground.SealAsync(cells[2], top1[2]);
        await ground.Grid("demo").CancelAsync();
        await ground.SubmitAsync("demo", cells);

        await UntilAsync(results, narrow, new ResultMean("jscc-ae", 16, double.PositiveInfinity, 0.5, 1));
    }

    private static Task UntilAsync(IGridResultsGrain results, params ResultMean[] expected) =>
        Until.SeenAsync(
            () => results.GetAsync(),
            means => means.SequenceEqual(expected),
            $"these means: {string.Join<ResultMean>(", ", expected)}");
}
