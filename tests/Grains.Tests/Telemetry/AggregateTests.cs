using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Tests.Support;
using JsccGrid.Tests.Shared;
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
        foreach (var _ in cells) await worker.CompleteAsync(await worker.ClaimAsync());
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
            new SlotView { Slot = 0, Activity = "training", Work = WorkId.Of(Samples.Cell().Id) },
            new SlotView { Slot = 1, Activity = "idle" },
            new SlotView { Slot = 2, Activity = "idle" },
        ]);
        Assert.Equal(new PoolSummary(2, 0, 1, 4, 0), await ground.Pool.GetSummaryAsync());

        await ground.Pool.CordonAsync("worker-b", "for repair");

        Assert.Equal(new PoolSummary(1, 1, 1, 2, 2), await ground.Pool.GetSummaryAsync());
    }

    [Fact]
    public async Task Results_OfFinishedCells_AreMeansOverSeedsAndGrowAsCellsFinish()
    {
        await using var ground = await TestGrid.StartAsync();
        CellSpec[] cells = [Samples.Cell(bandwidth: 8, seed: 0), Samples.Cell(bandwidth: 8, seed: 1), Samples.Cell(bandwidth: 16, seed: 0)];
        double[] top1 = [0.25, 0.75, 0.5];
        foreach (var (cell, score) in cells.Zip(top1).Take(2)) await SealAsync(ground, cell, score);
        await ground.SubmitAsync("demo", cells);
        var results = ground.Cluster.Client.GetGrain<IGridResultsGrain>("demo");

        await UntilAsync(results, new ResultMean("jscc-ae", 8, 0, 0.5, 2));
        // Its stages are not there, so that another cluster must have trained it; a new submission finds it.
        await SealAsync(ground, cells[2], top1[2]);
        await ground.Grid("demo").CancelAsync();
        await ground.SubmitAsync("demo", cells);

        await UntilAsync(
            results, new ResultMean("jscc-ae", 8, 0, 0.5, 2), new ResultMean("jscc-ae", 16, 0, 0.5, 1));
    }

    private static async Task SealAsync(TestGrid ground, CellSpec cell, double top1)
    {
        var folder = Directory.CreateTempSubdirectory("jsccgrid-test-").FullName;
        try
        {
            var bytes = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(SampleResults.Of(cell, top1), ExperimentJson.Indented);
            await File.WriteAllBytesAsync(Path.Combine(folder, "result.json"), bytes, Cancellation);
            var claim = await ground.Works.ClaimAsync(WorkSpec.Of(cell), "worker", 1, Cancellation);
            var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
            await claim!.SealAsync(folder, [new OutputFile("result.json", bytes.Length, sha256)], Cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task UntilAsync(IGridResultsGrain results, params ResultMean[] expected)
    {
        while (!(await results.GetAsync()).SequenceEqual(expected)) await Task.Delay(5, Cancellation);
    }
}
