using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Tests.Support;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Grains.Tests.Workers;

public abstract class WorkerPoolGrainSuite
{
    private protected abstract Task<TestGrid> StartAsync();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claim_BeforeThereIsWork_IsAnsweredWhenItComes()
    {
        await using var ground = await StartAsync();
        var worker = await ground.AddWorkerAsync();
        var claim = worker.ClaimAsync();
        await ground.SubmitAsync("demo", Samples.Cell());
        Assert.Equal(WorkId.Of(Samples.Cell().RequiredStages[0].Key), (await claim).Work);
    }

    [Fact]
    public async Task Claim_OfAWorkerThatLeaves_IsAnsweredWithNothing()
    {
        await using var ground = await StartAsync();
        var worker = await ground.AddWorkerAsync();
        var claim = ground.Pool.ClaimAsync(worker.Name, 0, TestWorker.Patience);
        await ground.Pool.GetWorkersAsync();
        await ground.Pool.UnregisterAsync(worker.Name);
        Assert.Null(await claim);
        Assert.Empty(await ground.Pool.GetWorkersAsync());
    }

    [Fact]
    public async Task Claims_OfManySlots_NeverGetTheSameWork()
    {
        await using var ground = await StartAsync();
        var cells = Samples.Cells(300);
        var grid = await ground.SubmitAsync("demo", cells);
        var workers = new[] { await ground.AddWorkerAsync("worker-a", 8), await ground.AddWorkerAsync("worker-b", 8) };
        await workers[0].DoStagesAsync(cells[0]);
        var taken = 0;
        var leases = await Task.WhenAll(Enumerable.Range(0, 16).Select(slot => Task.Run(async () =>
        {
            var mine = new List<WorkLease>();
            while (Interlocked.Increment(ref taken) <= cells.Length)
            {
                var lease = await workers[slot % 2].ClaimAsync(slot / 2);
                await workers[slot % 2].CompleteAsync(lease);
                mine.Add(lease);
            }
            return mine;
        }, Cancellation)));
        Assert.Equal(300, leases.SelectMany(mine => mine).Select(lease => lease.Work).Distinct().Count());
        Assert.Equal(300, (await TestGrid.UntilAsync(grid, snapshot => snapshot.Status == GridStatus.Finished)).Cells.Committed);
    }

    [Fact]
    public async Task Worker_ThatFailsDifferentCellsInARow_IsCordonedAndTheFailuresForgiven()
    {
        await using var ground = await StartAsync();
        var cells = Samples.Cells(5);
        await ground.SubmitAsync("demo", cells);
        var (broken, sound) = (await ground.AddWorkerAsync("broken"), await ground.AddWorkerAsync("sound"));
        await sound.DoStagesAsync(cells[0]);
        var failed = new List<WorkId>();
        for (var failure = 0; failure < ground.Orchestration.CordonAfter; failure++)
        {
            var lease = await broken.ClaimAsync();
            await broken.FailAsync(lease);
            failed.Add(lease.Work);
        }
        while ((await WorkersAsync(ground))["broken"].CordonReason is null) await Task.Delay(5, Cancellation);
        Assert.Equal("3 failures in a row, of different cells", (await WorkersAsync(ground))["broken"].CordonReason);
        foreach (var work in failed)
        {
            while ((await ground.Work(work).GetAsync()) is not { Failures: 0, Status: WorkStatus.Ready }) await Task.Delay(5, Cancellation);
        }
        await broken.ClaimNothingAsync();
        for (var i = 0; i < 5; i++) await sound.CompleteAsync(await sound.ClaimAsync());
        Assert.True(await ground.Pool.UncordonAsync("broken"));
        Assert.Null((await WorkersAsync(ground))["broken"].CordonReason);
    }

    [Fact]
    public async Task Worker_ThatIsTheLast_IsNeverCordoned()
    {
        await using var ground = await StartAsync();
        var cells = Samples.Cells(5);
        var grid = await ground.SubmitAsync("demo", cells);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(cells[0]);
        for (var failure = 0; failure < 5; failure++) await worker.FailAsync(await worker.ClaimAsync());
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Backoff == 5);
        Assert.Null(Assert.Single(await ground.Pool.GetWorkersAsync()).CordonReason);
    }

    [Fact]
    public async Task Cell_ThatFailsOnEveryWorker_CordonsNone()
    {
        await using var ground = await StartAsync();
        ground.Orchestration.MaxFailures = 10;
        var cells = Samples.Cells(4);
        var grid = await ground.SubmitAsync("demo", cells);
        var workers = new[] { await ground.AddWorkerAsync("worker-a"), await ground.AddWorkerAsync("worker-b") };
        await workers[0].DoStagesAsync(cells[0]);
        // Each cell fails on both workers in turn: two first failures a worker, then only repeated ones.
        for (var round = 0; round < 3; round++)
        {
            var leases = new List<(TestWorker Worker, WorkLease Lease)>();
            for (var i = 0; i < 4; i++)
            {
                var worker = workers[i % 2];
                leases.Add((worker, await worker.ClaimAsync()));
            }
            foreach (var (worker, lease) in leases) await worker.FailAsync(lease);
            await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Backoff == 4);
            Assert.All(await ground.Pool.GetWorkersAsync(), worker => Assert.Null(worker.CordonReason));
            ground.Clock.Advance(TimeSpan.FromMinutes(10));
            foreach (var worker in workers) await ground.Pool.ReportAsync(worker.Name, []);
            await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Ready == 4);
        }
    }

    [Fact]
    public async Task Worker_ThatIsSilent_IsForgottenAndAskedToRegisterAgain()
    {
        await using var ground = await StartAsync();
        var worker = await ground.AddWorkerAsync();
        Assert.True(await ground.Pool.ReportAsync(worker.Name, [new SlotView { Slot = 0, Activity = "idle" }]));
        ground.Clock.Advance(ground.Orchestration.WorkerTimeout + TimeSpan.FromSeconds(1));
        Assert.Empty(await ground.Pool.GetWorkersAsync());
        Assert.False(await ground.Pool.ReportAsync(worker.Name, []));
    }

    [Fact]
    public async Task Pool_ThatForgotEverything_LearnsItAgain()
    {
        await using var ground = await StartAsync();
        var cells = Samples.Cells(2);
        await ground.SubmitAsync("demo", cells);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(cells[0]);
        await ground.UntilAsync(cells[0], WorkStatus.Ready);
        await ground.Cluster.DeactivateAsync(ground.Pool);
        Assert.False(await ground.Pool.ReportAsync(worker.Name, []));
        await ground.AddWorkerAsync();
        var claim = worker.ClaimAsync();
        ground.Clock.Advance(ground.Orchestration.ReconcileInterval);
        Assert.True((await claim).Work.IsCell);
    }

    private static async Task<Dictionary<string, WorkerView>> WorkersAsync(TestGrid ground) =>
        (await ground.Pool.GetWorkersAsync()).ToDictionary(worker => worker.Registration.Worker);
}
