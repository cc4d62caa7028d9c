using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Tests.Support;
using JsccGrid.Presentation;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
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
        var claim = worker.RequestLeaseAsync();
        await ground.SubmitAsync("demo", Samples.Cell());
        Assert.Equal(WorkId.Of(Samples.Cell().RequiredStages[0].Key), (await claim).Work);
    }

    [Fact]
    public async Task Claim_OfAWorkerThatLeaves_IsAnsweredWithNothing()
    {
        await using var ground = await StartAsync();
        var worker = await ground.AddWorkerAsync();
        var claim = ground.Pool.RequestLeaseAsync(worker.Name, 0, TestWorker.Patience);
        await ground.Pool.GetWorkersAsync();
        await ground.Pool.UnregisterAsync(worker.Name);
        Assert.Null(await claim);
        Assert.Empty(await ground.Pool.GetWorkersAsync());
    }

    [Fact]
    public async Task Claim_ThatEndsWhileItsLeaseIsOnTheWay_SpendsNoAttempt()
    {
        await using var ground = await StartAsync();
        var cells = Samples.Cells(3);
        await ground.SubmitAsync("demo", cells);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(cells[0]);
        // With it the pool has learnt that there is more.
        await worker.RequestLeaseAsync();
        for (var round = 0; round < 5; round++) Assert.Null(await ground.Pool.RequestLeaseAsync(worker.Name, 0, TimeSpan.Zero));
        Assert.Equal(1, (await worker.RequestLeaseAsync()).Attempt);
        Assert.Equal(1, (await worker.RequestLeaseAsync()).Attempt);
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
                var lease = await workers[slot % 2].RequestLeaseAsync(slot / 2);
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
            var lease = await broken.RequestLeaseAsync();
            await broken.FailAsync(lease);
            failed.Add(lease.Work);
        }
        await UntilCordonedAsync(ground, "broken");
        Assert.Equal("3 failures in a row, of different cells", (await WorkersAsync(ground))["broken"].CordonReason);
        foreach (var work in failed)
        {
            await Until.SeenAsync(
                () => ground.Work(work).GetAsync(),
                view => view is { Failures: 0, Status: WorkStatus.Ready },
                "a failure to be forgiven");
        }
        await broken.ClaimNothingAsync();
        for (var i = 0; i < 5; i++) await sound.CompleteAsync(await sound.RequestLeaseAsync());
        Assert.True(await ground.Pool.UncordonAsync("broken"));
        Assert.Null((await WorkersAsync(ground))["broken"].CordonReason);
    }

    [Fact]
    public async Task Worker_WhoseSlotsAllFail_IsCordonedAndEveryFailureForgiven()
    {
        await using var ground = await StartAsync();
        var cells = Samples.Cells(6);
        var grid = await ground.SubmitAsync("demo", cells);
        var (broken, sound) = (await ground.AddWorkerAsync("broken", slots: 6), await ground.AddWorkerAsync("sound"));
        await sound.DoStagesAsync(cells[0]);
        var leases = await Task.WhenAll(Enumerable.Range(0, 6).Select(broken.RequestLeaseAsync));
        // Whoever sees them ready again must not have seen them before they were leased.
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Leased == 6);
        await Task.WhenAll(leases.Select(lease => broken.FailAsync(lease)));
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Ready == 6);
        foreach (var cell in cells) Assert.Equal(0, (await ground.Work(cell).GetAsync()).Failures);
        for (var i = 0; i < 6; i++) await sound.CompleteAsync(await sound.RequestLeaseAsync());
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Committed == 6);
    }

    [Fact]
    public async Task Worker_ThatFailsCellsWhichFailedOnACordonedOne_IsNotCordonedForThem()
    {
        await using var ground = await StartAsync();
        var cells = Samples.Cells(3);
        var grid = await ground.SubmitAsync("demo", cells);
        var (first, second) = (await ground.AddWorkerAsync("first"), await ground.AddWorkerAsync("second"));
        await ground.AddWorkerAsync("third");
        await second.DoStagesAsync(cells[0]);
        for (var i = 0; i < 3; i++) await first.FailAsync(await first.RequestLeaseAsync());
        await UntilCordonedAsync(ground, "first");
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Ready == 3);

        for (var i = 0; i < 3; i++) await second.FailAsync(await second.RequestLeaseAsync());

        await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Backoff == 3);
        ground.Clock.Advance(2 * ground.Orchestration.RetryBaseDelay);
        for (var i = 0; i < 3; i++) await second.CompleteAsync(await second.RequestLeaseAsync());
        foreach (var cell in cells) Assert.Equal(1, (await ground.Work(cell).GetAsync()).Failures);
        Assert.Null((await WorkersAsync(ground))["second"].CordonReason);
    }

    [Fact]
    public async Task Failures_WhileThePoolForgets_StillLeadToACordonAndNothingIsStuck()
    {
        await using var ground = await StartAsync();
        ground.Orchestration.MaxFailures = 10;
        var cells = Samples.Cells(6);
        var grid = await ground.SubmitAsync("demo", cells);
        var (broken, sound) = (await ground.AddWorkerAsync("broken", slots: 6), await ground.AddWorkerAsync("sound"));
        await sound.DoStagesAsync(cells[0]);
        var leases = await Task.WhenAll(Enumerable.Range(0, 6).Select(broken.RequestLeaseAsync));
        foreach (var lease in leases[..2]) await broken.FailAsync(lease);
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells.Backoff == 2);
        await ground.Cluster.DeactivateAsync(ground.Pool);
        (broken, sound) = (await ground.AddWorkerAsync("broken", slots: 6), await ground.AddWorkerAsync("sound"));
        foreach (var lease in leases[2..]) await broken.FailAsync(lease);
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Cells is { Ready: 4, Backoff: 2 });
        Assert.NotNull((await WorkersAsync(ground))["broken"].CordonReason);
        for (var i = 0; i < 4; i++) await sound.CompleteAsync(await sound.RequestLeaseAsync());
        ground.Clock.Advance(TimeSpan.FromSeconds(20));
        for (var i = 0; i < 2; i++) await sound.CompleteAsync(await sound.RequestLeaseAsync());
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Status == GridStatus.Finished);
    }

    [Fact]
    public async Task Cordon_ByAPerson_OutlivesTheWorkerAndThePool()
    {
        await using var ground = await StartAsync();
        var worker = await ground.AddWorkerAsync();
        Assert.False(await ground.Pool.CordonAsync("stranger", "why not"));
        Assert.True(await ground.Pool.CordonAsync(worker.Name, "its disk is full"));
        await ground.Pool.UnregisterAsync(worker.Name);
        await ground.Cluster.DeactivateAsync(ground.Pool);
        await ground.AddWorkerAsync();
        Assert.Equal("its disk is full", (await WorkersAsync(ground))[worker.Name].CordonReason);
        await ground.SubmitAsync("demo", Samples.Cell());
        await worker.ClaimNothingAsync();
        var claim = worker.RequestLeaseAsync();
        Assert.True(await ground.Pool.UncordonAsync(worker.Name));
        Assert.False((await claim).Work.IsCell);
    }

    [Fact]
    public async Task Cell_ThatIsPoison_IsQuarantinedWithItsLastLinesAndTheRestCompletes()
    {
        await using var ground = await StartAsync();
        ground.Orchestration.LeaseDuration = TimeSpan.FromHours(1);
        var cells = Samples.Cells(5);
        var grid = await ground.SubmitAsync("demo", cells);
        var workers = new[]
        {
            await ground.AddWorkerAsync("worker-a"),
            await ground.AddWorkerAsync("worker-b"),
            await ground.AddWorkerAsync("worker-c")
        };
        await workers[0].DoStagesAsync(cells[0]);
        var poison = WorkId.Of(cells[2].Id);
        for (var turn = 0; turn < 4 + ground.Orchestration.MaxFailures; turn++)
        {
            var worker = workers[turn % workers.Length];
            var claim = ground.Pool.RequestLeaseAsync(worker.Name, 0, TimeSpan.FromHours(1));
            await Until.TrueAsync(
                async () =>
                {
                    if (claim.IsCompleted) return true;
                    // Perhaps nothing is left but the poison, in its backoff.
                    ground.Clock.Advance(TimeSpan.FromSeconds(1));
                    foreach (var other in workers) await ground.Pool.ReportAsync(other.Name, []);
                    return false;
                },
                $"{worker.Name} to be given work");
            var lease = (await claim)!;
            if (lease.Work == poison) await worker.FailAsync(lease, "the training process aborted (signal 6)");
            else await worker.CompleteAsync(lease);
        }
        await TestGrid.UntilAsync(grid, snapshot => snapshot.Status == GridStatus.Finished);
        var snapshot = await grid.GetSnapshotAsync();
        Assert.Equal((4, 1), (snapshot.Cells.Committed, snapshot.Cells.Quarantined));
        Assert.Equal((poison, 3), (Assert.Single(snapshot.Quarantined).Work, snapshot.Quarantined[0].Failures));
        Assert.Equal(
            "quarantined: the training process aborted (signal 6) (3 failures); last line: the last line",
            (await ground.Work(poison).WhyAsync()).Text());
        Assert.All(await ground.Pool.GetWorkersAsync(), worker => Assert.Null(worker.CordonReason));
    }

    [Fact]
    public async Task Worker_ThatIsTheLast_IsNeverCordoned()
    {
        await using var ground = await StartAsync();
        var cells = Samples.Cells(5);
        var grid = await ground.SubmitAsync("demo", cells);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(cells[0]);
        for (var failure = 0; failure < 5; failure++) await worker.FailAsync(await worker.RequestLeaseAsync());
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
                leases.Add((worker, await worker.RequestLeaseAsync()));
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
        Assert.True(await ground.Pool.ReportAsync(worker.Name, [new SlotSnapshot { Slot = 0, Activity = SlotActivity.Idle }]));
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
        var claim = worker.RequestLeaseAsync();
        ground.Clock.Advance(ground.Orchestration.ReconcileInterval);
        Assert.True((await claim).Work.IsCell);
    }

    private static Task UntilCordonedAsync(TestGrid ground, string worker) =>
        Until.SeenAsync(() => WorkersAsync(ground), workers => workers[worker].CordonReason is not null, $"'{worker}' to be cordoned");

    private static async Task<Dictionary<string, WorkerSnapshot>> WorkersAsync(TestGrid ground) =>
        (await ground.Pool.GetWorkersAsync()).ToDictionary(worker => worker.Registration.Worker);
}
