using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Grains.Grids;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Tests.Support;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
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
            var lease = await worker.RequestLeaseAsync();
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
        var snapshot = await TestGrid.UntilAsync(grid, snapshot => snapshot is { Cells.Waiting: 600, Stages.Total: 6 });
        Assert.Equal((3, 0), (snapshot.Shards, snapshot.Unreported));
        Assert.Equal(600, (await ground.Grids.ReadAsync("large", Cancellation))!.Cells);
        Assert.Equal(cells, await ground.Grids.ReadCellsAsync("large", Cancellation).ToListAsync(Cancellation));
        var shown = new List<WorkSnapshot>();
        for (var shard = 0; shard < snapshot.Shards; shard++)
            shown.AddRange((await grid.GetCellsAsync(shard)).Where(view => view.Work.IsCell));
        Assert.Equal(cells.Select(cell => WorkId.Of(cell.Id)), shown.Select(view => view.Work));
        var standings = new List<CellSnapshot>();
        for (var shard = 0; shard < snapshot.Shards; shard++) standings.AddRange(await grid.GetCellSnapshotsAsync(shard));
        Assert.Equal(cells.Select(cell => new CellSnapshot(WorkId.Of(cell.Id), cell, WorkStatus.Waiting)), standings);
        var found = Assert.Single(await grid.FindAsync(cells[599].Id.Short, 10));
        Assert.Equal(cells[599].Label, found.Snapshot.Label);
        Assert.Equal(7, (await grid.FindAsync("seed=2", 7)).Length);
        Assert.Equal(cells[401].Label, Assert.Single(await grid.FindAsync("seed=2 B=2", 7)).Snapshot.Label);
    }

    [Fact]
    public async Task Shard_ThatMovesToASiloWhoseClockIsBehind_IsHeardAtOnce()
    {
        await using var ground = await StartAsync();
        var grid = await ground.SubmitAsync("demo", FreeCells(40, seed: 0));
        var worker = await ground.AddWorkerAsync();
        var last = await worker.RequestLeaseAsync();
        for (var done = 1; done < 40; done++) await worker.CompleteAsync(await worker.RequestLeaseAsync());
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Committed == 39);

        // The clock stands still: for the next activation it is as early as it was for the first.
        var shard = ground.Cluster.Client.GetGrain<IGridShardGrain>(ShardKey.Of("demo", 0));
        await ground.Cluster.DeactivateAsync(shard);
        await grid.WakeAsync();
        await Until.SeenAsync(
            () => grid.GetCellsAsync(0),
            cells => cells.Any(cell => cell.Status == WorkStatus.Leased),
            "the shard to know its cells");
        await worker.CompleteAsync(last);
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Status == GridStatus.Finished);
        foreach (var after in new[] { 0, long.MaxValue })
        {
            var update = await grid.WatchAsync(after, TimeSpan.Zero, Cancellation).FirstAsync(Cancellation);
            Assert.Single(update.Events, happened => happened.Kind == GridEventKind.Committed && happened.Work == last.Work);
        }
    }

    [Fact]
    public async Task Shard_AskedForALease_OffersLaterThanThePoolKnows()
    {
        await using var ground = await StartAsync();
        var cells = FreeCells(2, seed: 0);
        await ground.SubmitAsync("demo", cells);
        await ground.UntilOfferedAsync(cells);
        var shard = ground.Cluster.Client.GetGrain<IGridShardGrain>(ShardKey.Of("demo", 0));
        var ahead = ground.Clock.GetUtcNow().AddDays(1).UtcTicks;
        var reply = await shard.LeaseNextAsync("worker-a", 0, ahead);
        Assert.Equal(1, reply.Offer.ReadyCells);
        Assert.True(reply.Offer.Version > ahead);
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
        var leased = new[] { await worker.RequestLeaseAsync(), await worker.RequestLeaseAsync() };
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
        // Its shard tells the cell that it is wanted after the submission is answered.
        await TestGrid.UntilAsync(second, snapshot => snapshot.Cells.Waiting == 1);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(cell);
        var lease = await worker.RequestLeaseAsync();
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
    public async Task Grids_OfEqualPriority_ShareTheSlotsEvenly()
    {
        await using var ground = await StartAsync();
        var (first, second) = (FreeCells(20, seed: 0), FreeCells(20, seed: 1));
        await ground.SubmitAsync("first", first);
        await ground.SubmitAsync("second", second);
        await ground.UntilOfferedAsync([.. first, .. second]);
        var worker = await ground.AddWorkerAsync(slots: 6);
        var leases = new List<WorkLease>();
        for (var slot = 0; slot < 6; slot++) leases.Add(await worker.RequestLeaseAsync(slot));
        Assert.Equal((3, 3), (leases.Count(lease => lease.Grid == "first"), leases.Count(lease => lease.Grid == "second")));

        // Whose slot comes free gets it back: the other has as many as before.
        await worker.CompleteAsync(leases[1]);
        Assert.Equal(leases[1].Grid, (await worker.RequestLeaseAsync(1)).Grid);
    }

    [Fact]
    public async Task Grid_OfHigherPriority_IsServedFirstUntilItHasNothingReady()
    {
        await using var ground = await StartAsync();
        var (low, high) = (FreeCells(20, seed: 0), FreeCells(2, seed: 1));
        var grid = await ground.SubmitAsync("low", low);
        await ground.SubmitAsync("high", high, priority: 1);
        await ground.UntilOfferedAsync([.. low, .. high]);
        var worker = await ground.AddWorkerAsync(slots: 3);
        Assert.Equal(
            ["high", "high", "low"],
            new[]
            {
                (await worker.RequestLeaseAsync(0)).Grid,
                (await worker.RequestLeaseAsync(1)).Grid,
                (await worker.RequestLeaseAsync(2)).Grid,
            });

        var catalog = ground.Cluster.Client.Catalog();
        Assert.Equal(["high", "low"], (await catalog.GetGridsAsync()).Select(snapshot => snapshot.Name));
        await grid.SetPriorityAsync(2);
        Assert.Equal([("low", 2), ("high", 1)], (await catalog.GetGridsAsync()).Select(snapshot => (snapshot.Name, snapshot.Priority)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ground.Grid("unknown").SetPriorityAsync(1));
    }

    [Fact]
    public async Task Pool_ThatForgotWhoWorksForWhom_LearnsItFromReports()
    {
        await using var ground = await StartAsync();
        var (first, second) = (FreeCells(20, seed: 0), FreeCells(20, seed: 1));
        await ground.SubmitAsync("first", first);
        await ground.SubmitAsync("second", second);
        await ground.Cluster.DeactivateAsync(ground.Pool);
        var (busy, free) = (await ground.AddWorkerAsync("busy", slots: 4), await ground.AddWorkerAsync("free", slots: 2));
        await ground.Pool.ReportAsync(
            busy.Name,
            [
                .. Enumerable.Range(0, 4).Select(slot =>
                    new SlotSnapshot { Slot = slot, Activity = SlotActivity.Training, Grid = "first" })
            ]);
        await ground.UntilOfferedAsync([.. first, .. second]);
        Assert.Equal(["second", "second"], new[] { (await free.RequestLeaseAsync(0)).Grid, (await free.RequestLeaseAsync(1)).Grid });
    }

    [Fact]
    public async Task Stage_OfTheLastChunk_GoesBeforeCellsOfTheFirstThatNeedNone()
    {
        await using var ground = await StartAsync();
        var worker = await ground.AddWorkerAsync();
        var claim = worker.RequestLeaseAsync();
        var cell = Samples.Cell();
        await ground.SubmitAsync("demo", [.. FreeCells(GridChunk.MaxCells, seed: 0), cell]);
        Assert.Equal(WorkId.Of(cell.RequiredStages[0].Key), (await claim).Work);
    }

    [Fact]
    public async Task Watch_AfterTheGridsGrainMoved_GoesOnAfterTheLastEventSeen()
    {
        await using var ground = await StartAsync();
        var cells = FreeCells(3, seed: 0);
        var grid = await ground.SubmitAsync("demo", cells);
        var worker = await ground.AddWorkerAsync();
        await worker.CompleteAsync(await worker.RequestLeaseAsync());
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Committed == 1);
        var seen = await LastEventAsync(grid, 0);
        ground.Clock.Advance(TimeSpan.FromSeconds(1));
        await ground.Cluster.DeactivateAsync(grid);
        var snapshot = await grid.GetSnapshotAsync();
        Assert.Equal((GridStatus.Running, 3), (snapshot.Status, snapshot.Cells.Total + snapshot.Unreported));
        await TestGrid.UntilAsync(grid, snapshot => snapshot is { Unreported: 0, Cells.Committed: 1 });
        await worker.CompleteAsync(await worker.RequestLeaseAsync());
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Committed == 2);
        Assert.True(await LastEventAsync(grid, seen) > seen);
    }

    [Fact]
    public async Task Submit_OfIdsThatAreNotTheCells_IsRefused()
    {
        await using var ground = await StartAsync();
        var chunk = new GridChunk(0, 1, [Samples.Cell()], Ids: [WorkId.Of(Samples.Cell(seed: 1).Id)]);
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => ground.Grid("demo").SubmitAsync(chunk));
        Assert.Contains("must be of one version", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grid_SubmittedAgain_KeepsWhatIsDoneAndDropsWhatIsGone()
    {
        await using var ground = await StartAsync();
        var cells = Samples.Cells(3);
        var grid = await ground.SubmitAsync("demo", cells);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(cells[0]);
        var lease = await worker.RequestLeaseAsync();
        await worker.CompleteAsync(lease);
        var kept = cells.Where(cell => WorkId.Of(cell.Id) != lease.Work).ToArray();

        await ground.SubmitAsync("demo", kept[0]);

        var snapshot = await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Total == 1);
        Assert.Equal(1, snapshot.Cells.Ready);
        await ground.UntilAsync(kept[1], WorkStatus.Cancelled);
        Assert.Equal(WorkId.Of(kept[0].Id), (await worker.RequestLeaseAsync()).Work);
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
        await worker.FailAsync(await worker.RequestLeaseAsync());
        await ground.UntilAsync(cell, WorkStatus.Backoff);
        ground.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.CompleteAsync(await worker.RequestLeaseAsync());
        await watching;

        Assert.Equal(
            Enumerable.Range(0, events.Count).Select(number => events[0].Number + number),
            events.Select(happened => happened.Number));
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
    public async Task Submit_WithACellOfASchemeThatNobodyKnows_IsRefusedByName()
    {
        await using var ground = await StartAsync();
        var chunk = new GridChunk(0, 1, [Samples.Cell(), Samples.Cell() with { Scheme = SchemeCatalog.Of("jscc-af") }]);
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => ground.Grid("demo").SubmitAsync(chunk));
        Assert.StartsWith("There is no scheme 'jscc-af' in this version.", exception.Message, StringComparison.Ordinal);
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

    /// <summary>Cells that need no stage.</summary>
    private static CellSpec[] FreeCells(int count, int seed) =>
        [.. Enumerable.Range(1, count).Select(bandwidth => Samples.Cell(bandwidth, seed, Scheme.JsccFc))];

    private static async Task<long> LastEventAsync(IGridGrain grid, long after)
    {
        await foreach (var update in grid.WatchAsync(after, TimeSpan.Zero, Cancellation))
        {
            if (!update.Events.IsEmpty) return update.Events[^1].Number;
        }
        return after;
    }
}
