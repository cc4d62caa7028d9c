using System.Security.Cryptography;
using System.Text;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Silo.Hosting;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Storage;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Silo.Tests.Workers;

public sealed class OneMachineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grid_OfManyCells_CommitsEachAndRunsSharedStagesOnce()
    {
        using var ground = new FakeGround();
        var cells = Samples.Cells(20);
        await using var machine = await OneMachineHost.StartAsync(ground.Options, Cancellation);
        var grid = machine.Grains.GetGrain<IGridGrain>("fake");

        await grid.SubmitAsync(cells, Cancellation);
        var snapshot = await grid.UntilFinishedAsync();

        Assert.Equal(20, snapshot.Cells.Committed);
        Assert.Equal(2, snapshot.Stages.Committed);
        var store = ground.OpenStore();
        foreach (var cell in cells)
        {
            Assert.NotNull(await store.ReadResultAsync(cell.Id, Cancellation));
            Assert.Equal([0], ground.RunsOf(WorkId.Of(cell.Id)));
        }
        foreach (var stage in cells[0].RequiredStages) Assert.Equal([0], ground.RunsOf(WorkId.Of(stage.Key)));
    }

    [Fact]
    public async Task Slot_WhoseStoreIsSlow_TrainsTheNextCellWhileItCommitsTheLast()
    {
        using var ground = new FakeGround(new Script { Rules = [new Rule { Label = "B=1 ", Step = 7, Do = Misbehaviour.Wait }] });
        CellSpec[] cells = [Samples.Cell(1, scheme: Scheme.JsccFc), Samples.Cell(2, scheme: Scheme.JsccFc)];
        var (first, second) = (WorkId.Of(cells[0].Id), WorkId.Of(cells[1].Id));
        await using var machine = await OneMachineHost.StartAsync(ground.With(worker => worker with { Slots = 1 }), Cancellation);
        var grid = machine.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync([cells[0]], Cancellation);
        await ground.UntilCheckpointedAsync(first, 5);
        await grid.SubmitAsync(cells, Cancellation);

        // Whoever has the lock of a manifest keeps it from being swapped.
        var stripe = SHA256.HashData(Encoding.UTF8.GetBytes(StoreLayout.Manifest(first)))[0];
        using (File.Open(Path.Combine(ground.StoreFolder, ".locks", $"{stripe:x2}"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            ground.LetGo();
            await ground.UntilRunsAsync(second, 1);
            Assert.Null((await ground.OpenStore().FindManifestAsync(first, Cancellation))?.Sealed);
        }
        Assert.Equal(2, (await grid.UntilFinishedAsync()).Cells.Committed);
        Assert.Equal([0], ground.RunsOf(first));
        Assert.Equal([0], ground.RunsOf(second));
        Assert.Equal(ground.ProcessOf(first), ground.ProcessOf(second));
    }
}
