using JsccGrid.Experiments.Cells;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;
using JsccGrid.Silo.Hosting;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Storage;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Silo.Tests.Workers;

/// <summary>Stopping, pausing, being killed, and going on afterwards.</summary>
public sealed class StopTests
{
    private static readonly Script WaitsAtStep7 = new() { Rules = [new Rule { Label = "B=", Step = 7, Do = Misbehaviour.Wait }] };

    private static readonly CellSpec[] Cells = Samples.Cells(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Host_Stopped_CommitsCheckpointsAndTheNextRunGoesOnFromThem()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using (var machine = await OneMachineHost.StartAsync(ground.Options, Cancellation))
        {
            await SubmitAsync(machine);
            await UntilAllWaitAsync(ground);
        }
        Assert.Null(RunningMachine.Find(ground.StoreFolder));
        Assert.Empty(Directory.GetDirectories(ground.ScratchFolder));

        ground.LetGo();
        await using var again = await OneMachineHost.StartAsync(ground.Options, Cancellation);
        var snapshot = await (await SubmitAsync(again)).UntilFinishedAsync();
        Assert.Equal(2, snapshot.Cells.Committed);
        foreach (var cell in Cells)
        {
            Assert.Equal([0, 7], ground.RunsOf(WorkId.Of(cell.Id)));
            Assert.Equal((2, 0), await AttemptsAsync(again, cell));
        }
        // The stages were committed before the stop: nothing runs them again.
        foreach (var stage in Cells[0].RequiredStages) Assert.Equal([0], ground.RunsOf(WorkId.Of(stage.Key)));
    }

    [Fact]
    public async Task Host_StoppedWhileATrainerHangs_KillsItAfterTheGracePeriod()
    {
        var script = new Script { Rules = [new Rule { Label = "B=1 ", Step = 7, Times = 1, Do = Misbehaviour.Hang }] };
        using var ground = new FakeGround(script);
        var work = WorkId.Of(Cells[0].Id);
        await using (var machine = await OneMachineHost.StartAsync(ground.With(worker => worker with { GraceSeconds = 0.3 }), Cancellation))
        {
            await SubmitAsync(machine);
            await ground.UntilHangsAsync(work);
            await ground.UntilCheckpointedAsync(work, 5);
        }
        await using var again = await OneMachineHost.StartAsync(ground.Options, Cancellation);
        Assert.Equal(2, (await (await SubmitAsync(again)).UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0, 5], ground.RunsOf(work));
    }

    [Fact]
    public async Task Host_RestartedOnAFinishedGrid_RunsNothing()
    {
        using var ground = new FakeGround();
        for (var run = 0; run < 2; run++)
        {
            await using var machine = await OneMachineHost.StartAsync(ground.Options, Cancellation);
            var snapshot = await (await SubmitAsync(machine)).UntilFinishedAsync();
            Assert.Equal(2, snapshot.Cells.Committed);
        }
        foreach (var cell in Cells) Assert.Equal([0], ground.RunsOf(WorkId.Of(cell.Id)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Checkpoint_DamagedBetweenRuns_IsPassedOverForTheOneBefore(bool truncate)
    {
        using var ground = new FakeGround(WaitsAtStep7);
        var work = WorkId.Of(Cells[0].Id);
        await using (var machine = await OneMachineHost.StartAsync(ground.Options, Cancellation))
        {
            await SubmitAsync(machine);
            await ground.UntilCheckpointedAsync(work, 5);
            await ground.UntilWaitsAsync(work);
        }
        var manifest = (await ground.OpenStore().FindManifestAsync(work, Cancellation))!;
        Assert.Equal((7, 5), (manifest.Checkpoint!.Step, manifest.Previous!.Step));
        var damaged = Path.Combine(ground.StoreFolder, manifest.Checkpoint.Files[0].Path);
        var bytes = await File.ReadAllBytesAsync(damaged, Cancellation);
        bytes[0] ^= 4;
        await File.WriteAllBytesAsync(damaged, truncate ? bytes[..1] : bytes, Cancellation);

        ground.LetGo();
        await using var again = await OneMachineHost.StartAsync(ground.Options, Cancellation);
        var snapshot = await (await SubmitAsync(again)).UntilFinishedAsync();
        Assert.Equal(2, snapshot.Cells.Committed);
        Assert.Equal([0, 5], ground.RunsOf(work));
        var log = System.Text.Encoding.UTF8.GetString((await ground.OpenStore().ReadLogAsync(work, 0, Cancellation))!.Value.Span);
        Assert.Contains("The checkpoint of step 7 cannot be used", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_Damaged_QuarantinesItsCellAndNoOther()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        var work = WorkId.Of(Cells[0].Id);
        await using (var machine = await OneMachineHost.StartAsync(ground.Options, Cancellation))
        {
            await SubmitAsync(machine);
            await ground.UntilCheckpointedAsync(work, 5);
        }
        await File.WriteAllTextAsync(Path.Combine(ground.StoreFolder, StoreLayout.Manifest(work)), "{ \"format\": 1", Cancellation);

        ground.LetGo();
        await using var again = await OneMachineHost.StartAsync(ground.Options, Cancellation);
        var snapshot = await (await SubmitAsync(again)).UntilFinishedAsync();
        Assert.Equal((1, 1), (snapshot.Cells.Committed, snapshot.Cells.Quarantined));
        Assert.Contains("checkpoint.json is damaged", Assert.Single(snapshot.Quarantined).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grid_PausedAndResumed_GoesOnWithoutSpendingARetry()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var machine = await OneMachineHost.StartAsync(QuickHeartbeats(ground), Cancellation);
        var grid = await SubmitAsync(machine);
        await UntilAllWaitAsync(ground);

        await grid.PauseAsync();
        var paused = await grid.UntilAsync(snapshot => snapshot.Cells.Paused == 2);
        Assert.Equal(GridStatus.Paused, paused.Status);
        Assert.Equal("paused: every grid that wants it is paused", (await WorkOf(machine, Cells[0]).WhyAsync()).Text());

        ground.LetGo();
        await grid.ResumeAsync();
        var finished = await grid.UntilFinishedAsync();
        Assert.Equal(2, finished.Cells.Committed);
        foreach (var cell in Cells)
        {
            Assert.Equal([0, 7], ground.RunsOf(WorkId.Of(cell.Id)));
            Assert.Equal((2, 0), await AttemptsAsync(machine, cell));
        }
    }

    [Fact]
    public async Task Grid_Cancelled_StopsItsCellsAndCanBeSubmittedAgain()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var machine = await OneMachineHost.StartAsync(QuickHeartbeats(ground), Cancellation);
        var grid = await SubmitAsync(machine);
        await UntilAllWaitAsync(ground);

        await grid.CancelAsync();
        Assert.Equal(GridStatus.Cancelled, (await grid.GetSnapshotAsync()).Status);
        await Until.SeenAsync(() => grid.GetSnapshotAsync(), snapshot => snapshot.Cells.Cancelled == 2, "both cells to be cancelled");

        ground.LetGo();
        var finished = await (await SubmitAsync(machine)).UntilFinishedAsync();
        Assert.Equal(2, finished.Cells.Committed);
        Assert.Equal([0, 7], ground.RunsOf(WorkId.Of(Cells[0].Id)));
    }

    [Fact]
    public async Task Why_WhileRunning_TellsWhatEachWaitsFor()
    {
        var script = new Script
        {
            Rules = [new Rule { Label = "B=", Do = Misbehaviour.Wait }, new Rule { Label = "baseline seed=1", Do = Misbehaviour.Wait }]
        };
        using var ground = new FakeGround(script);
        await using var machine = await OneMachineHost.StartAsync(ground.With(worker => worker with { Slots = 3 }), Cancellation);
        var grid = machine.Grains.GetGrain<IGridGrain>("fake");
        var cells = Samples.Cells(4).Append(Samples.Cell(seed: 1)).ToArray();
        await grid.SubmitAsync(cells, Cancellation);
        await grid.UntilAsync(snapshot => snapshot.Cells is { Leased: 2, Ready: 2, Waiting: 1 });

        var views = await grid.GetCellsAsync(0);
        Assert.Matches(
            "^trains on this-machine slot \\d since \\d+ s, attempt 1",
            await WhyAsync(machine, views.First(view => view.Status == WorkStatus.Leased)));
        Assert.Matches(
            "^ready since \\d+ s: 3 slots, (all|\\d) busy; 1 cell ahead$",
            await WhyAsync(machine, views.Last(view => view.Status == WorkStatus.Ready)));
        Assert.Matches(
            "^waits for baseline seed=1 \\([0-9a-f]{8}\\), which trains on this-machine slot \\d",
            (await WorkOf(machine, cells[4]).WhyAsync()).Text());
        Assert.Equal("unknown: not submitted since this cluster started", (await WorkOf(machine, Samples.Cell(seed: 9)).WhyAsync()).Text());
        ground.LetGo();
        await grid.UntilFinishedAsync();
        Assert.StartsWith("committed", (await WorkOf(machine, cells[4]).WhyAsync()).Text(), StringComparison.Ordinal);
    }

    /// <summary>A paused cell learns so at its next heartbeat.</summary>
    private static OneMachineOptions QuickHeartbeats(FakeGround ground) => ground.With(worker => worker with { HeartbeatSeconds = 0.05 });

    private static async Task<IGridGrain> SubmitAsync(OneMachineHost machine)
    {
        var grid = machine.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync(Cells, Cancellation);
        return grid;
    }

    /// <summary>Waits until both cells wait at step 7 and the store has their checkpoints of step 5.</summary>
    private static async Task UntilAllWaitAsync(FakeGround ground)
    {
        foreach (var work in Cells.Select(cell => WorkId.Of(cell.Id)))
        {
            await ground.UntilCheckpointedAsync(work, 5);
            await ground.UntilWaitsAsync(work);
        }
    }

    private static IWorkGrain WorkOf(OneMachineHost machine, CellSpec cell) =>
        machine.Grains.Work(WorkId.Of(cell.Id));

    private static async Task<string> WhyAsync(OneMachineHost machine, WorkSnapshot view) =>
        (await machine.Grains.Work(view.Work).WhyAsync()).Text();

    private static async Task<(int Attempt, int Failures)> AttemptsAsync(OneMachineHost machine, CellSpec cell)
    {
        var view = await WorkOf(machine, cell).GetAsync();
        return (view.Attempt, view.Failures);
    }
}
