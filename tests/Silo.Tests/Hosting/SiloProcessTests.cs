using JsccGrid.Experiments.Cells;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Silo.Hosting;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Silo.Tests.Hosting;

/// <summary>The silo as a process: killed, stopped, and reached from outside.</summary>
public sealed class SiloProcessTests
{
    private const string WaitingLabel = "B=3 ";

    private static readonly Script OneWaits = new() { Rules = [new Rule { Label = WaitingLabel, Step = 7, Do = Misbehaviour.Wait }] };

    private static readonly CellSpec[] Cells = Samples.Cells(5);

    private static readonly CellSpec Waiting = Cells[2];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silo_KilledInTheMiddleOfAGrid_LosesNothingAndRepeatsNothingCommitted()
    {
        using var ground = new FakeGround(OneWaits);
        await using (var silo = await SiloProcess.StartAsync(ground))
        {
            var grid = silo.Grains.GetGrain<IGridGrain>("fake");
            await grid.SubmitAsync(Cells, Cancellation);
            await grid.UntilAsync(snapshot => snapshot.Cells.Committed == 4);
            await ground.UntilCheckpointedAsync(WorkId.Of(Waiting.Id), 5);
            await silo.KillAsync();
        }
        Assert.True(File.Exists(Path.Combine(ground.StoreFolder, RunningMachine.FileName)));
        Assert.Null(RunningMachine.Find(ground.StoreFolder));

        ground.LetGo();
        await using var again = await SiloProcess.StartAsync(ground);
        var second = again.Grains.GetGrain<IGridGrain>("fake");
        await second.SubmitAsync(Cells, Cancellation);
        var finished = await second.UntilFinishedAsync();
        Assert.Equal(5, finished.Cells.Committed);
        foreach (var cell in Cells)
        {
            Assert.Equal(cell == Waiting ? [0, 5] : [0], ground.RunsOf(WorkId.Of(cell.Id)));
            Assert.NotNull(await ground.OpenStore().ReadResultAsync(cell.Id, Cancellation));
        }
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Silo_Terminated_CheckpointsAndEndsWell(string signal)
    {
        using var ground = new FakeGround(OneWaits);
        await using var silo = await SiloProcess.StartAsync(ground);
        var grid = silo.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync(Cells, Cancellation);
        await ground.UntilCheckpointedAsync(WorkId.Of(Waiting.Id), 5);
        await ground.UntilWaitsAsync(WorkId.Of(Waiting.Id));

        Assert.Equal(0, await silo.TerminateAsync(signal));

        Assert.Equal(7, (await ground.OpenStore().ReadStateAsync(WorkId.Of(Waiting.Id), Cancellation)).CheckpointStep);
        Assert.False(File.Exists(Path.Combine(ground.StoreFolder, RunningMachine.FileName)));
    }

    [Fact]
    public async Task Silo_OnAStoreInUse_SaysByWhomAndLeavesItAlone()
    {
        using var ground = new FakeGround();
        await using var silo = await SiloProcess.StartAsync(ground);
        var (exitCode, error) = await SiloProcess.RunAsync(ground);
        Assert.Equal(2, exitCode);
        Assert.Matches("is in use by another run \\(process \\d+, since .*\\)\\. Wait for it, stop it, or name another store\\.", error);
        await Assert.ThrowsAsync<StoreBusyException>(() => OneMachineHost.StartAsync(ground.Options, Cancellation));

        var grid = silo.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync(Cells, Cancellation);
        Assert.Equal(5, (await grid.UntilFinishedAsync()).Cells.Committed);
    }

    [Fact]
    public async Task Silo_WithBadSettings_NamesThemAllAndExitsWith2()
    {
        using var ground = new FakeGround();
        var (exitCode, error) = await SiloProcess.RunAsync(ground, "--JsccGrid:Worker:Slot=1", "--JsccGrid:Worker:GraceSeconds=long");
        Assert.Equal(2, exitCode);
        Assert.Equal(
            "JsccGrid:Worker:GraceSeconds is 'long'; it must be a number.\n"
                + "JsccGrid:Worker:Slot is no setting. Did you mean 'Slots'?\n",
            error);
    }

    [Fact]
    public async Task Silo_WhoseWorkerCannotStart_SaysWhyAndExitsWith3()
    {
        using var ground = new FakeGround();
        await File.WriteAllTextAsync(ground.Folder("file"), "", Cancellation);
        var (exitCode, error) = await SiloProcess.RunAsync(ground, $"--JsccGrid:Worker:ScratchFolder={ground.Folder("file")}");
        Assert.Equal(3, exitCode);
        Assert.Matches(
            "^The folder '.*/file/this-machine' for temporary files cannot be made: .* "
                + "Let the worker's setting ScratchFolder name a folder",
            error);
    }

    [Fact]
    public async Task Silo_AskedForItsHealth_Answers()
    {
        using var ground = new FakeGround();
        await using var silo = await SiloProcess.StartAsync(ground);
        using var http = new HttpClient { BaseAddress = silo.HttpAddress };
        Assert.Equal("Healthy", await http.GetStringAsync("/health/live", Cancellation));
        Assert.Equal("Healthy", await http.GetStringAsync("/health/ready", Cancellation));
    }

    [Fact]
    public async Task Connect_ToAStoreThatNobodyWorksOn_IsNull()
    {
        using var ground = new FakeGround();
        Assert.Null(await MachineConnection.TryConnectAsync(ground.StoreFolder, Cancellation));
    }

    [Fact]
    public async Task Start_WithOptionsOutOfRange_NamesThemAll()
    {
        using var ground = new FakeGround();
        var options = ground.With(worker => worker with { Slots = 0, CheckpointSeconds = -1, Device = "tpu" });
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => OneMachineHost.StartAsync(options, Cancellation));
        Assert.Equal(
            "Invalid options: Slots is 0; at least 1 is needed; CheckpointSeconds is -1; it must be 0 to 2592000; "
                + "Device is 'tpu'; it must be auto, cpu, cuda or cuda:n.",
            exception.Message);
        Assert.False(Directory.Exists(ground.StoreFolder));
    }
}
