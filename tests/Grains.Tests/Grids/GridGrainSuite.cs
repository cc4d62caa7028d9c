using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Tests.Support;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Grains.Tests.Grids;

public abstract class GridGrainSuite
{
    private protected abstract Task<TestGrid> StartAsync();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grid_Submitted_RunsStagesFirstThenCells()
    {
        await using var ground = await StartAsync();
        var cells = Samples.Cells(3);
        var grid = await ground.SubmitAsync("demo", cells);
        var worker = await ground.AddWorkerAsync();
        Assert.Equal(3, (await TestGrid.UntilAsync(grid, snapshot => snapshot.Stages.Ready == 1)).Cells.Waiting);
        await worker.DoStagesAsync(cells[0]);
        var done = new List<WorkId>();
        foreach (var _ in cells)
        {
            var lease = await worker.ClaimAsync();
            await worker.CompleteAsync(lease);
            done.Add(lease.Work);
        }
        Assert.Equivalent(cells.Select(cell => WorkId.Of(cell.Id)), done);
        var snapshot = await TestGrid.UntilAsync(grid, snapshot => snapshot.Status == GridStatus.Finished);
        Assert.Equal((3, 2), (snapshot.Cells.Committed, snapshot.Stages.Committed));
        Assert.Equal(("jscc-ae", 3), (Assert.Single(snapshot.Schemes).Kind, snapshot.Schemes[0].Measured));
        await worker.ClaimNothingAsync();
    }

    [Fact]
    public async Task Grid_OfSeveralShards_IsWholeInStoreAndSnapshot()
    {
        await using var ground = await StartAsync();
        var cells = Enumerable.Range(0, 3).SelectMany(seed => Samples.Cells(200, seed)).ToArray();
        var grid = await ground.SubmitAsync("large", cells);
        var snapshot = await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Waiting == 600);
        Assert.Equal((3, 6), (snapshot.Shards, snapshot.Stages.Total));
        Assert.Equal(600, (await ground.Grids.ReadAsync("large", Cancellation))!.Cells);
        Assert.Equal(cells, await ground.Grids.ReadCellsAsync("large", Cancellation).ToListAsync(Cancellation));
        var shown = new List<WorkView>();
        for (var shard = 0; shard < snapshot.Shards; shard++) shown.AddRange((await grid.GetCellsAsync(shard)).Where(view => view.Work.IsCell));
        Assert.Equal(cells.Select(cell => WorkId.Of(cell.Id)), shown.Select(view => view.Work));
        var found = Assert.Single(await grid.FindAsync(cells[599].Id.Short, 10));
        Assert.Equal(cells[599].Label, found.Label);
        Assert.Equal(7, (await grid.FindAsync("seed=2", 7)).Length);
    }

    [Fact]
    public async Task Cell_InTwoGrids_RunsOnceAndCountsInBoth()
    {
        await using var ground = await StartAsync();
        var cells = Samples.Cells(2);
        var first = await ground.SubmitAsync("first", cells[0]);
        var second = await ground.SubmitAsync("second", cells);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(cells[0]);
        var leased = new[] { await worker.ClaimAsync(), await worker.ClaimAsync() };
        Assert.Equivalent(cells.Select(cell => WorkId.Of(cell.Id)), leased.Select(lease => lease.Work));
        foreach (var lease in leased) await worker.CompleteAsync(lease);
        Assert.Equal(1, (await TestGrid.UntilAsync(first, snapshot => snapshot.Status == GridStatus.Finished)).Cells.Committed);
        Assert.Equal(2, (await TestGrid.UntilAsync(second, snapshot => snapshot.Status == GridStatus.Finished)).Cells.Committed);
    }

    [Fact]
    public async Task Cell_InAPausedAndARunningGrid_RunsUntilNoGridWantsIt()
    {
        await using var ground = await StartAsync();
        var cell = Samples.Cell();
        var first = await ground.SubmitAsync("first", cell);
        var second = await ground.SubmitAsync("second", cell);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(cell);
        var lease = await worker.ClaimAsync();
        await first.PauseAsync();
        Assert.Equal(LeaseDirective.Continue, await worker.BeatAsync(lease));
        await second.CancelAsync();
        Assert.Equal(LeaseDirective.Preempt, await worker.BeatAsync(lease));
        await ground.Work(cell).HandedBackAsync(worker.Name, lease.Attempt, lease.Attempt, null);
        Assert.Equal(WorkStatus.Paused, (await ground.Work(cell).GetAsync()).Status);
        await first.CancelAsync();
        Assert.Equal(WorkStatus.Cancelled, (await ground.Work(cell).GetAsync()).Status);
        await TestGrid.UntilAsync(second, snapshot => snapshot is { Status: GridStatus.Cancelled, Cells.Cancelled: 1 });
    }

    [Fact]
    public async Task Grid_SubmittedAgain_KeepsWhatIsDoneAndDropsWhatIsGone()
    {
        await using var ground = await StartAsync();
        var cells = Samples.Cells(3);
        var grid = await ground.SubmitAsync("demo", cells);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(cells[0]);
        var lease = await worker.ClaimAsync();
        await worker.CompleteAsync(lease);
        var kept = cells.Where(cell => WorkId.Of(cell.Id) != lease.Work).ToArray();

        await ground.SubmitAsync("demo", kept[0]);

        var snapshot = await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Total == 1);
        Assert.Equal(1, snapshot.Cells.Ready);
        await ground.UntilAsync(kept[1], WorkStatus.Cancelled);
        Assert.Equal(WorkId.Of(kept[0].Id), (await worker.ClaimAsync()).Work);
        await worker.ClaimNothingAsync();
    }

    [Fact]
    public async Task Watch_OfARunningGrid_TellsEveryEventOnceInOrder()
    {
        await using var ground = await StartAsync();
        var cell = Samples.Cell();
        var grid = await ground.SubmitAsync("demo", cell);
        var worker = await ground.AddWorkerAsync();
        var events = new List<GridEvent>();
        var watching = Task.Run(async () =>
        {
            await foreach (var update in grid.WatchAsync(0, TimeSpan.Zero, Cancellation)) events.AddRange(update.Events);
        }, Cancellation);
        await worker.DoStagesAsync(cell);
        await worker.FailAsync(await worker.ClaimAsync());
        await ground.UntilAsync(cell, WorkStatus.Backoff);
        ground.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.CompleteAsync(await worker.ClaimAsync());
        await watching;

        Assert.Equal(Enumerable.Range(0, events.Count).Select(number => events[0].Number + number), events.Select(happened => happened.Number));
        Assert.Equal(
            [GridEventKind.Started, GridEventKind.Retrying, GridEventKind.Started, GridEventKind.Committed],
            events.Where(happened => happened.Work == WorkId.Of(cell.Id)).Select(happened => happened.Kind));
        Assert.Equal("it failed", events.Single(happened => happened.Kind == GridEventKind.Retrying).Text);
        var later = await grid.WatchAsync(events[^2].Number, TimeSpan.Zero, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(events[^1], Assert.Single(later.SelectMany(update => update.Events)));
    }

    [Theory]
    [InlineData(0, 1, 0, "1 to 256 cells, not 0")]
    [InlineData(0, 1, 257, "1 to 256 cells, not 257")]
    [InlineData(1, 1, 1, "Chunk 1 does not belong to a grid of 1 chunks")]
    [InlineData(-1, 1, 1, "Chunk -1 does not belong")]
    public async Task Submit_OfAChunkThatIsNone_SaysWhatIsWrong(int index, int count, int cells, string message)
    {
        await using var ground = await StartAsync();
        var chunk = new GridChunk(index, count, [.. Samples.Cells(cells)]);
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => ground.Grid("demo").SubmitAsync(chunk));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(GridStatus.Unknown, (await ground.Grid("demo").GetSnapshotAsync()).Status);
    }

    [Fact]
    public async Task Submit_UnderAnImpossibleName_IsRefused()
    {
        await using var ground = await StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => ground.SubmitAsync("../demo", Samples.Cell()));
        await Assert.ThrowsAsync<ArgumentException>(() => ground.SubmitAsync("demo"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ground.Grid("demo").PauseAsync());
    }
}
