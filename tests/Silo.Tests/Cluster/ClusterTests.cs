using JsccGrid.Experiments.Cells;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Silo.Tests.Cluster;

/// <summary>Control silos and workers as processes: killed, stopped and frozen.</summary>
public sealed class ClusterTests
{
    private static readonly CellSpec[] Cells = Samples.Cells(3);

    private static readonly Script WaitsAtStep7 = new() { Rules = [new Rule { Label = "B=1 ", Step = 7, Do = Misbehaviour.Wait }] };

    private static readonly WorkId Waiting = WorkId.Of(Cells[0].Id);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grid_OnTwoSilosAndTwoWorkers_CommitsEachCellAndRunsSharedStagesOnce()
    {
        using var ground = new FakeGround();
        await using var cluster = await ProcessCluster.StartAsync(ground);
        var grid = await SubmitAsync(cluster);

        var snapshot = await grid.UntilFinishedAsync();

        Assert.Equal(3, snapshot.Cells.Committed);
        foreach (var cell in Cells) Assert.Equal([0], ground.RunsOf(WorkId.Of(cell.Id)));
        foreach (var stage in Cells[0].RequiredStages) Assert.Equal([0], ground.RunsOf(WorkId.Of(stage.Key)));
        foreach (var member in cluster.Silos.Concat(cluster.Workers))
            Assert.Equal("Healthy", await member.GetAsync("/health/live", Cancellation));
    }

    [Fact]
    public async Task Start_OfAHealthySilo_WarnsOfNothingOfItsDashboard()
    {
        using var ground = new FakeGround();
        await using var cluster = await ProcessCluster.StartAsync(ground, silos: 1, workers: 0);
        Assert.Contains("html", await cluster.Silos[0].GetAsync("/dashboard/", Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain("ashboard", cluster.Silos[0].Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Orleans.Placement", cluster.Silos[0].Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_Killed_ItsCellGoesOnElsewhereFromItsCheckpoint()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await ProcessCluster.StartAsync(ground);
        var grid = await SubmitAsync(cluster);
        await ground.UntilCheckpointedAsync(Waiting, 5);
        var holder = await HolderAsync(cluster);

        await holder.Process.KillAsync();
        await ground.UntilRunsAsync(Waiting, 2);
        ground.LetGo();

        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0, 5], ground.RunsOf(Waiting));
        var view = await ViewAsync(cluster);
        Assert.Equal((2, 0, 1), (view.Attempt, view.Failures, view.LostLeases));
    }

    [Fact]
    public async Task Worker_Terminated_HandsItsCellBackWithACheckpointAndSpendsNoBudget()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await ProcessCluster.StartAsync(ground);
        var grid = await SubmitAsync(cluster);
        await ground.UntilCheckpointedAsync(Waiting, 5);
        var holder = await HolderAsync(cluster);

        await holder.Process.TerminateAsync(Cancellation);
        Assert.Equal(0, holder.Process.ExitCode);
        await ground.UntilRunsAsync(Waiting, 2);
        ground.LetGo();

        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0, 7], ground.RunsOf(Waiting));
        var view = await ViewAsync(cluster);
        Assert.Equal((2, 0, 0, 1), (view.Attempt, view.Failures, view.LostLeases, view.Preemptions));
    }

    [Fact]
    public async Task Worker_TerminatedTwice_DoesNotWaitForACheckpoint()
    {
        using var ground = new FakeGround(new Script { Rules = [new Rule { Label = "B=1 ", Step = 7, Times = 1, Do = Misbehaviour.Hang }] });
        await using var cluster = await ProcessCluster.StartAsync(ground, graceSeconds: 600);
        var grid = await SubmitAsync(cluster);
        await ground.UntilHangsAsync(Waiting);
        var holder = await HolderAsync(cluster);

        holder.Process.Send(Signal.Terminate);
        await holder.UntilLogsAsync("SIGTERM: the program stops in order");
        await holder.Process.TerminateAsync(Cancellation);

        Assert.Equal(0, holder.Process.ExitCode);
        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0, 5], ground.RunsOf(Waiting));
        var view = await ViewAsync(cluster);
        Assert.Equal((0, 1), (view.Failures, view.Preemptions));
    }

    [Fact]
    public async Task Worker_FrozenBeyondItsLease_FindsItsAttemptLostAndCommitsNothing()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await ProcessCluster.StartAsync(ground);
        var grid = await SubmitAsync(cluster);
        await ground.UntilCheckpointedAsync(Waiting, 5);
        var holder = await HolderAsync(cluster);

        holder.Process.Send(Signal.Stop);
        await ground.UntilRunsAsync(Waiting, 2);
        // Both training processes go on now; the frozen worker does not hear its own.
        ground.LetGo();
        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        holder.Process.Send(Signal.Continue);
        await cluster.UntilIdleAsync(holder);

        Assert.Equal([0, 5], ground.RunsOf(Waiting));
        Assert.Equal(2, (await ground.OpenStore().FindManifestAsync(Waiting, Cancellation))!.Sealed!.Attempt);
        Assert.Equal((2, 0), ((await ViewAsync(cluster)).Attempt, (await ViewAsync(cluster)).Failures));
    }

    [Fact]
    public async Task Worker_WhoseTrainerDoesNotStart_HandsCellsBackAndTheySpendNoBudget()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await ProcessCluster.StartAsync(ground, trainerOfFirst: "/nowhere/train.dll");
        var grid = await SubmitAsync(cluster);
        var pool = cluster.Grains.GetGrain<IWorkerPoolGrain>(IWorkerPoolGrain.Key);
        await Until.SeenAsync(
            async () => (await pool.GetWorkersAsync()).Select(worker => worker.Slots[0].Activity),
            activities => activities.Contains("unfit: The training program '/nowhere/train.dll' does not exist."),
            "the first worker to say that it is unfit");
        ground.LetGo();

        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        foreach (var cell in Cells)
            Assert.Equal(0, (await cluster.Grains.GetGrain<IWorkGrain>(WorkId.Of(cell.Id).Value).GetAsync()).Failures);
    }

    [Fact]
    public async Task Silo_Killed_TheGridGoesOnWithoutIt()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await ProcessCluster.StartAsync(ground);
        var grid = await SubmitAsync(cluster);
        await ground.UntilCheckpointedAsync(Waiting, 5);

        await cluster.Silos[0].Process.KillAsync();
        ground.LetGo();

        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0], ground.RunsOf(Waiting));
    }

    [Fact]
    public async Task Silo_Terminated_MovesItsGrainsAndEndsWell()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var cluster = await ProcessCluster.StartAsync(ground);
        var grid = await SubmitAsync(cluster);
        await ground.UntilCheckpointedAsync(Waiting, 5);

        await cluster.Silos[0].Process.TerminateAsync(Cancellation);
        Assert.Equal(0, cluster.Silos[0].Process.ExitCode);
        ground.LetGo();

        Assert.Equal(3, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0], ground.RunsOf(Waiting));
        var view = await ViewAsync(cluster);
        Assert.Equal((1, 0, 0), (view.Attempt, view.Failures, view.LostLeases));
    }

    private static async Task<IGridGrain> SubmitAsync(ProcessCluster cluster)
    {
        var grid = cluster.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync(Cells, Cancellation);
        return grid;
    }

    private static Task<WorkView> ViewAsync(ProcessCluster cluster) => cluster.Grains.GetGrain<IWorkGrain>(Waiting.Value).GetAsync();

    /// <summary>The worker that holds the waiting cell.</summary>
    private static async Task<MemberProcess> HolderAsync(ProcessCluster cluster)
    {
        var view = await ViewAsync(cluster);
        return cluster.Workers.Single(worker => worker.Name == view.Worker);
    }
}
