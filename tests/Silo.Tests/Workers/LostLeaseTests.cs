using System.Diagnostics;
using JsccGrid.Experiments.Cells;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Silo.Hosting;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Silo.Tests.Workers;

/// <summary>A worker whose cell was given away while it trained.</summary>
public sealed class LostLeaseTests
{
    private static readonly CellSpec Cell = Samples.Cell();

    private static readonly WorkId Work = WorkId.Of(Cell.Id);

    private static readonly Script WaitsAtStep7 = new() { Rules = [new Rule { Label = Cell.Label, Step = 7, Do = Misbehaviour.Wait }] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Attempt_ThatTheStoreHasFenced_CommitsNothingAndTheNextGoesBeyondIt()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var machine = await OneMachineHost.StartAsync(ground.Options, Cancellation);
        var grid = machine.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync([Cell], Cancellation);
        await ground.UntilCheckpointedAsync(Work, 5);

        // Somebody else, whom the grains do not know, has taken over.
        Assert.NotNull(await ground.OpenStore().BeginAttemptAsync(WorkSpec.Of(Cell), "somebody else", 5, Cancellation));
        ground.LetGo();
        await grid.UntilFinishedAsync();

        var view = await machine.Grains.Work(Work).GetAsync();
        Assert.Equal((WorkStatus.Committed, 6, 0), (view.Status, view.Attempt, view.Failures));
        Assert.Equal(6, (await ground.OpenStore().FindManifestAsync(Work, Cancellation))!.Sealed!.Attempt);
        Assert.Equal([0, 5], ground.RunsOf(Work));
    }

    [Fact]
    public async Task Attempt_ThatLostItsLease_IsKilled()
    {
        using var ground = new FakeGround(WaitsAtStep7);
        await using var machine = await OneMachineHost.StartAsync(
            ground.With(worker => worker with { HeartbeatSeconds = 0.05, Slots = 1 }), Cancellation);
        var grid = machine.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync([Cell], Cancellation);
        await ground.UntilCheckpointedAsync(Work, 5);
        using var trainer = Process.GetProcessById(ground.ProcessOf(Work));

        await machine.Grains.Work(Work).CompletedAsync("somebody else", 1);

        await trainer.WaitForExitAsync(Cancellation);
        var pool = machine.Grains.Pool();
        await Until.SeenAsync(
            async () => (await pool.GetWorkersAsync())[0].Slots[0].Activity,
            activity => activity == SlotActivity.Idle,
            "the slot to be idle");
        Assert.False((await ground.OpenStore().ReadStateAsync(Work, Cancellation)).IsCommitted);
    }

    [Fact]
    public async Task Work_SealedByAnAttemptNobodyHeardOf_IsCommittedWithoutRunningAgain()
    {
        using var ground = new FakeGround();
        await using (var machine = await OneMachineHost.StartAsync(ground.Options, Cancellation))
        {
            var grid = machine.Grains.GetGrain<IGridGrain>("fake");
            await grid.SubmitAsync([Cell], Cancellation);
            await grid.UntilFinishedAsync();
        }
        // As if its worker had died between sealing and publishing.
        File.Delete(Path.Combine(ground.StoreFolder, "cells", Cell.Id.Value, "result.json"));

        await using var again = await OneMachineHost.StartAsync(ground.Options, Cancellation);
        var second = again.Grains.GetGrain<IGridGrain>("fake");
        await second.SubmitAsync([Cell], Cancellation);
        await second.UntilFinishedAsync();
        Assert.NotNull(await ground.OpenStore().ReadResultAsync(Cell.Id, Cancellation));
        Assert.Equal([0], ground.RunsOf(Work));
    }
}
