using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Grains.Grids;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Tests.Support;
using JsccGrid.Presentation;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Grains.Tests.Works;

public abstract class WorkGrainSuite
{
    private protected abstract Task<TestGrid> StartAsync();

    private static readonly CellSpec Cell = Samples.Cell();

    private static CellSpec FreeCell(int bandwidth) => Samples.Cell(bandwidth, scheme: Scheme.JsccFc);

    [Fact]
    public async Task Lease_WithoutHeartbeats_GoesToTheNextAttempt()
    {
        await using var ground = await StartAsync();
        await ground.SubmitAsync("demo", Cell);
        var (frozen, other) = (await ground.AddWorkerAsync("worker-a"), await ground.AddWorkerAsync("worker-b"));
        await frozen.DoStagesAsync(Cell);
        var lost = await frozen.RequestLeaseAsync();
        ground.Clock.Advance(ground.Orchestration.LeaseDuration);
        var view = await ground.UntilAsync(Cell, WorkStatus.Ready);
        Assert.Equal((1, 0), (view.LostLeases, view.Failures));
        Assert.Equal("worker-a slot 0 fell silent during attempt 1", view.Reason);

        var taken = await other.RequestLeaseAsync();
        Assert.Equal((1, 2), (lost.Attempt, taken.Attempt));
        Assert.Equal(LeaseDirective.Lost, await frozen.BeatAsync(lost));
        await frozen.FailAsync(lost);
        Assert.Equal(LeaseDirective.Continue, await other.BeatAsync(taken));
        Assert.Equal(0, (await ground.Work(Cell).GetAsync()).Failures);
    }

    [Fact]
    public async Task Lease_WithHeartbeats_LastsAsLongAsTheyDo()
    {
        await using var ground = await StartAsync();
        await ground.SubmitAsync("demo", Cell);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(Cell);
        var lease = await worker.RequestLeaseAsync();
        for (var beat = 0; beat < 10; beat++)
        {
            ground.Clock.Advance(ground.Orchestration.LeaseDuration * 0.9);
            Assert.Equal(LeaseDirective.Continue, await worker.BeatAsync(lease));
            await worker.ReportAsync(lease, new WorkProgress("joint", beat, 10, beat, 10, 0.5, 100));
        }
        var why = await ground.Work(Cell).WhyAsync();
        Assert.Equal(9, why.Progress!.Epoch);
        Assert.Equal(WhyCode.Training, why.Code);
        Assert.Matches("^trains on worker-a slot 0 since \\d+ (s|min), attempt 1, joint epoch 9 of 10$", why.Text());
        await worker.CompleteAsync(lease);
        Assert.Equal(ground.Orchestration.LeaseDuration.TotalSeconds * 9, (await ground.Work(Cell).GetAsync()).LeasedSeconds, 3);
    }

    [Fact]
    public async Task Why_OfWorkThatWaitedSoLongThatItWasForgotten_StillSaysWhy()
    {
        await using var ground = await StartAsync();
        var grid = await ground.SubmitAsync("demo", Cell);
        await TestGrid.UntilAsync(grid, snapshot => snapshot is { Cells.Waiting: 1, Stages.Total: 2 });
        await ground.Cluster.DeactivateAsync(ground.Work(Cell));
        var why = await ground.Work(Cell).WhyAsync();
        Assert.Equal((WhyCode.WaitsForStage, "baseline seed=0"), (why.Code, why.Stage!.Label));
        Assert.StartsWith("waits for baseline seed=0", why.Text(), StringComparison.Ordinal);
        why = await ground.Work(Samples.Cell(seed: 9)).WhyAsync();
        Assert.Equal(WhyCode.Unknown, why.Code);
        Assert.StartsWith("unknown", why.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_OfForgottenWork_SubmitsNothing()
    {
        await using var ground = await StartAsync();
        var (waiting, ready, done, givenUp) = (Cell, FreeCell(1), FreeCell(2), FreeCell(3));
        await ground.SealAsync(done);
        var running = await ground.SubmitAsync("running", waiting, ready);
        var finished = await ground.SubmitAsync("finished", done);
        var cancelled = await ground.SubmitAsync("cancelled", ready, givenUp);
        await cancelled.CancelAsync();
        await TestGrid.UntilAsync(running, snapshot => snapshot.Cells is { Waiting: 1, Ready: 1 });
        await ground.UntilOfferedAsync(ready);
        await TestGrid.UntilAsync(finished, snapshot => snapshot.Status == GridStatus.Finished);
        await TestGrid.UntilAsync(cancelled, snapshot => snapshot is { Status: GridStatus.Cancelled, Cells.Cancelled: 1 });
        // Shards that are over leave memory too.
        foreach (var grid in new[] { "finished", "cancelled" })
            await ground.Cluster.DeactivateAsync(ground.Cluster.Client.GetGrain<IGridShardGrain>(ShardKey.Of(grid, 0)));

        await RequireAsync(waiting, WhyCode.WaitsForStage, "waits for baseline seed=0");
        await RequireAsync(ready, WhyCode.NoSlot, "ready since 0 s: no worker has a slot");
        await RequireAsync(done, WhyCode.Committed, "committed");
        await RequireAsync(givenUp, WhyCode.Cancelled, "cancelled: no grid wants it any more");

        async Task RequireAsync(CellSpec cell, WhyCode code, string text)
        {
            await ground.Cluster.DeactivateAsync(ground.Work(cell));
            // The second time it need not look through all grids.
            for (var asked = 0; asked < 2; asked++)
            {
                var why = await ground.Work(cell).WhyAsync();
                Assert.Equal((code, WorkId.Of(cell.Id), cell.Label), (why.Code, why.Work.Work, why.Work.Label));
                Assert.StartsWith(text, why.Text(), StringComparison.Ordinal);
                Assert.Equal(WorkStatus.Unknown, (await ground.Work(cell).GetAsync()).Status);
            }
        }
    }

    [Fact]
    public async Task Failure_OfAnAttempt_IsTriedAgainAfterItsBackoff()
    {
        await using var ground = await StartAsync();
        await ground.SubmitAsync("demo", Cell);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(Cell);
        await worker.FailAsync(await worker.RequestLeaseAsync(), "out of memory");
        var view = await ground.UntilAsync(Cell, WorkStatus.Backoff);
        Assert.InRange(
            view.RetryAt!.Value - ground.Clock.GetUtcNow(),
            ground.Orchestration.RetryBaseDelay * 0.5,
            ground.Orchestration.RetryBaseDelay * 1.5);
        Assert.Matches("^backoff: attempt 1 failed \\(out of memory\\), next try in \\d s$", (await ground.Work(Cell).WhyAsync()).Text());
        ground.Clock.Advance(view.RetryAt.Value - ground.Clock.GetUtcNow() + TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, (await worker.RequestLeaseAsync()).Attempt);
    }

    [Fact]
    public async Task Grain_ThatLeavesMemoryInABackoff_GoesOnAfterIt()
    {
        await using var ground = await StartAsync();
        await ground.SubmitAsync("demo", Cell);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(Cell);
        await worker.FailAsync(await worker.RequestLeaseAsync(), "out of memory");
        var view = await ground.UntilAsync(Cell, WorkStatus.Backoff);
        await ground.Cluster.DeactivateAsync(ground.Work(Cell));
        Assert.Equal(WorkStatus.Backoff, (await ground.Work(Cell).GetAsync()).Status);
        ground.Clock.Advance(view.RetryAt!.Value - ground.Clock.GetUtcNow() + TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, (await worker.RequestLeaseAsync()).Attempt);
    }

    [Fact]
    public async Task Failures_BeyondTheBudget_QuarantineUntilSomebodyRetries()
    {
        await using var ground = await StartAsync();
        await ground.SubmitAsync("demo", Cell);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(Cell);
        for (var attempt = 1; attempt <= ground.Orchestration.MaxFailures; attempt++)
        {
            await worker.FailAsync(await worker.RequestLeaseAsync());
            ground.Clock.Advance(TimeSpan.FromMinutes(5));
        }
        var snapshot = await ground.DriveAsync("demo", snapshot => snapshot.Status == GridStatus.Finished);
        Assert.Equal(["the last line"], Assert.Single(snapshot.Quarantined).LogTail);
        Assert.Equal("quarantined: it failed (3 failures); last line: the last line", (await ground.Work(Cell).WhyAsync()).Text());

        Assert.True(await ground.Work(Cell).RetryAsync());
        Assert.False(await ground.Work(Cell).RetryAsync());
        var lease = await worker.RequestLeaseAsync();
        Assert.Equal(4, lease.Attempt);
        await worker.CompleteAsync(lease);
        await TestGrid.UntilAsync(ground.Grid("demo"), snapshot => snapshot.Cells.Committed == 1);
    }

    [Fact]
    public async Task Stage_Quarantined_QuarantinesItsDependantsWithTheReason()
    {
        await using var ground = await StartAsync();
        var cells = Samples.Cells(3);
        await ground.SubmitAsync("demo", cells);
        var worker = await ground.AddWorkerAsync();
        var baseline = await worker.RequestLeaseAsync();
        await worker.FailAsync(baseline, "an image does not decode", retryable: false);
        var snapshot = await ground.DriveAsync(
            "demo",
            snapshot => snapshot.Status == GridStatus.Finished && snapshot.Stages.Quarantined == 2);
        Assert.Equal(3, snapshot.Cells.Quarantined);
        Assert.Equal(
            $"baseline seed=0 ({baseline.Work.Short}) is quarantined: an image does not decode",
            (await ground.Work(cells[1]).GetAsync()).Reason);

        // Retrying one cell retries what blocks it, and so frees the others too.
        Assert.True(await ground.Work(cells[1]).RetryAsync());
        await worker.DoStagesAsync(cells[1]);
        await ground.DriveAsync("demo", snapshot => snapshot.Cells.Ready == 3);
    }

    [Fact]
    public async Task HandBack_ThatSawALaterAttemptInTheStore_GoesBeyondIt()
    {
        await using var ground = await StartAsync();
        await ground.SubmitAsync("demo", Cell);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(Cell);
        var lease = await worker.RequestLeaseAsync();
        await ground.Work(Cell).HandedBackAsync(worker.Name, lease.Attempt, 7, "fenced");
        Assert.Equal(8, (await worker.RequestLeaseAsync()).Attempt);
        Assert.Equal(0, (await ground.Work(Cell).GetAsync()).Failures);
    }

    [Fact]
    public async Task Withdrawal_OfALeaseThatReachedNobody_LeavesNoTraceOfAnAttempt()
    {
        await using var ground = await StartAsync();
        await ground.SubmitAsync("demo", Cell);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(Cell);
        var lease = await worker.RequestLeaseAsync();
        await ground.Work(Cell).WithdrawLeaseAsync(worker.Name, lease.Attempt);
        var again = await worker.RequestLeaseAsync();
        Assert.Equal(lease.Attempt, again.Attempt);
        await ground.Work(Cell).WithdrawLeaseAsync(worker.Name, again.Attempt + 1);
        await ground.Work(Cell).WithdrawLeaseAsync("another", again.Attempt);
        Assert.Equal(LeaseDirective.Continue, await worker.BeatAsync(again));
        Assert.Equal(0, (await ground.Work(Cell).GetAsync()).Preemptions);
    }

    [Fact]
    public async Task Submit_OfWorkTheStoreKnows_StartsWhereTheStoreStands()
    {
        await using var ground = await StartAsync();
        await ground.Works.BeginAttemptAsync(WorkSpec.Of(Cell), "an earlier cluster", 4, TestContext.Current.CancellationToken);
        await ground.SubmitAsync("demo", Cell);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(Cell);
        Assert.Equal(5, (await worker.RequestLeaseAsync()).Attempt);
    }

    [Fact]
    public async Task Grain_ThatLeavesMemoryUnderALease_ComesBackWithIt()
    {
        await using var ground = await StartAsync();
        await ground.SubmitAsync("demo", Cell);
        var worker = await ground.AddWorkerAsync();
        await worker.DoStagesAsync(Cell);
        var lease = await worker.RequestLeaseAsync();
        await ground.Cluster.DeactivateAsync(ground.Work(Cell));
        Assert.Equal(LeaseDirective.Continue, await worker.BeatAsync(lease));

        await ground.Cluster.DeactivateAsync(ground.Work(Cell));
        // Nobody calls it any more; its shard looks after it.
        ground.Clock.Advance(ground.Orchestration.ReconcileInterval);
        await Until.SeenAsync(
            () =>
            {
                ground.Clock.Advance(TimeSpan.FromSeconds(1));
                return ground.Work(Cell).GetAsync();
            },
            view => view.Status != WorkStatus.Leased,
            "the lease to end");
        Assert.Equal(2, (await worker.RequestLeaseAsync()).Attempt);
    }
}
