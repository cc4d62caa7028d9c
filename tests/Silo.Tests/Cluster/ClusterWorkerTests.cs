using JsccGrid.Experiments.Cells;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.Presentation;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;
using static JsccGrid.Silo.Tests.Cluster.ThreeCells;

namespace JsccGrid.Silo.Tests.Cluster;

/// <summary>Workers as processes: killed, stopped, frozen and unfit. Apart from the silos, so that they run side by side with
/// them.</summary>
public sealed class ClusterWorkerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_Killed_ItsCellGoesOnElsewhereFromItsCheckpoint()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await MemberCluster.StartAsync(ground);
        var grid = await cluster.SubmitAsync();
        await ground.UntilCheckpointedAsync(Waiting, 5);
        var holder = await cluster.HolderAsync();

        await holder.Process.KillAsync();
        await ground.UntilRunsAsync(Waiting, 2);
        ground.LetGo();

        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0, 5], ground.RunsOf(Waiting));
        var view = await cluster.ViewAsync();
        Assert.Equal((2, 0, 1), (view.Attempt, view.Failures, view.LostLeases));
    }

    [Fact]
    public async Task Worker_Terminated_HandsItsCellBackWithACheckpointAndSpendsNoBudget()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await MemberCluster.StartAsync(ground);
        var grid = await cluster.SubmitAsync();
        await ground.UntilCheckpointedAsync(Waiting, 5);
        await ground.UntilWaitsAsync(Waiting);
        var holder = await cluster.HolderAsync();

        await holder.Process.TerminateAsync(Cancellation);
        Assert.Equal(0, holder.Process.ExitCode);
        await ground.UntilRunsAsync(Waiting, 2);
        ground.LetGo();

        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0, 7], ground.RunsOf(Waiting));
        var view = await cluster.ViewAsync();
        Assert.Equal((2, 0, 0, 1), (view.Attempt, view.Failures, view.LostLeases, view.Preemptions));
    }

    [Fact]
    public async Task Worker_TerminatedTwice_DoesNotWaitForACheckpoint()
    {
        using var ground = new FakeGround(
            new Script { Rules = [new Rule { Label = "B=1 ", Step = 7, Times = 1, Do = Misbehaviour.Hang }] });
        await using var cluster = await MemberCluster.StartAsync(ground, graceSeconds: 600);
        var grid = await cluster.SubmitAsync();
        await ground.UntilHangsAsync(Waiting);
        await ground.UntilCheckpointedAsync(Waiting, 5);
        var holder = await cluster.HolderAsync();

        holder.Process.Send(Signal.Terminate);
        await holder.UntilLogsAsync("SIGTERM: the program stops in order");
        await holder.Process.TerminateAsync(Cancellation);

        Assert.Equal(0, holder.Process.ExitCode);
        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0, 5], ground.RunsOf(Waiting));
        var view = await cluster.ViewAsync();
        Assert.Equal((0, 1), (view.Failures, view.Preemptions));
    }

    [Fact]
    public async Task Worker_FrozenBeyondItsLease_FindsItsAttemptLostAndCommitsNothing()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await MemberCluster.StartAsync(ground);
        var grid = await cluster.SubmitAsync();
        await ground.UntilCheckpointedAsync(Waiting, 5);
        var holder = await cluster.HolderAsync();

        holder.Process.Send(Signal.Stop);
        await ground.UntilRunsAsync(Waiting, 2);
        // Both training processes go on now; the frozen worker does not hear its own.
        ground.LetGo();
        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        holder.Process.Send(Signal.Continue);
        await cluster.UntilIdleAsync(holder);

        Assert.Equal([0, 5], ground.RunsOf(Waiting));
        // The frozen worker's other slot may have asked for work before, and is then given the second attempt, of which it does not hear.
        var view = await cluster.ViewAsync();
        Assert.InRange(view.LostLeases, 1, int.MaxValue);
        Assert.Equal((view.LostLeases + 1, 0), (view.Attempt, view.Failures));
        Assert.Equal(view.Attempt, (await ground.OpenStore().FindManifestAsync(Waiting, Cancellation))!.Sealed!.Attempt);
    }

    [Fact]
    public async Task Worker_WhoseTrainerDoesNotStart_HandsCellsBackAndTheySpendNoBudget()
    {
        // All cells wait, so that the first worker is offered one again and again: it is unfit for a while only, each time.
        using var ground = new FakeGround(new Script { Rules = [new Rule { Label = "B=", Step = 7, Do = Misbehaviour.Wait }] });
        await using var cluster = await MemberCluster.StartAsync(ground, trainerOfFirst: "/nowhere/train.dll");
        var grid = await cluster.SubmitAsync();
        var pool = cluster.Grains.Pool();
        await Until.SeenAsync(
            async () => (await pool.GetWorkersAsync()).Select(worker => worker.Slots[0].Text()),
            activities => activities.Contains("unfit: The training program '/nowhere/train.dll' does not exist."),
            "the first worker to say that it is unfit");
        ground.LetGo();

        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        foreach (var cell in Cells)
            Assert.Equal(0, (await cluster.Grains.Work(WorkId.Of(cell.Id)).GetAsync()).Failures);
    }
}
