using System.Text;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Hosting;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using JsccGrid.Worker;
using Xunit;

namespace JsccGrid.Silo.Tests.Workers;

/// <summary>Everything a training process can do wrong, and what becomes of its cell.</summary>
public sealed class MisbehaviourTests(BadDay day) : IClassFixture<BadDay>
{
    private const string BadLabel = "B=2 ";

    private static readonly CellSpec[] Cells = Samples.Cells(3);

    private static readonly CellSpec Bad = Cells[1];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Grid_WithBadCells_CommitsTheOthers() =>
        Assert.Equal((4, 6), (day.Snapshot!.Cells.Committed, day.Snapshot.Cells.Quarantined));

    [Theory]
    [InlineData(Misbehaviour.Crash, "The training process was killed by signal 9 (SIGKILL: perhaps out of memory).", "terminate called")]
    [InlineData(Misbehaviour.Exit, "The training process exited with code 7.", null)]
    [InlineData(Misbehaviour.Fail, "out of memory", "second frame")]
    public void Trainer_ThatAlwaysFails_IsTriedAgainThenQuarantinedWithTheReason(Misbehaviour misbehaviour, string reason, string? lastLine)
    {
        var cell = BadDay.CellThat(misbehaviour);
        var (view, why) = day.EndOf(cell);
        Assert.Equal((WorkStatus.Quarantined, 3, 3), (view.Status, view.Attempt, view.Failures));
        Assert.Equal(reason, view.Reason);
        Assert.Equal(misbehaviour == Misbehaviour.Fail ? FailureCause.Memory : FailureCause.Program, view.Cause);
        if (lastLine is not null) Assert.Contains(lastLine, view.LogTail);
        Assert.StartsWith($"quarantined: {reason} (3 failures)", why, StringComparison.Ordinal);
        Assert.Equal([0, 5, 5], day.RunsOf(cell));
    }

    [Fact]
    public void Trainer_ThatCannotSucceed_IsQuarantinedAtOnce()
    {
        var (view, _) = day.EndOf(BadDay.CellThat(Misbehaviour.FailForGood));
        Assert.Equal((WorkStatus.Quarantined, 1, "an image does not decode"), (view.Status, view.Attempt, view.Reason));
        Assert.Equal(FailureCause.Data, view.Cause);
    }

    [Theory]
    [InlineData(Misbehaviour.WrongHash, "'result.json' is not what the training program wrote")]
    [InlineData(Misbehaviour.WrongResult, "result.json is not a result")]
    public async Task Trainer_WithAWrongOutput_CommitsNothing(Misbehaviour misbehaviour, string reason)
    {
        var cell = BadDay.CellThat(misbehaviour);
        var (view, _) = day.EndOf(cell);
        Assert.Equal(WorkStatus.Quarantined, view.Status);
        Assert.StartsWith(reason, view.Reason, StringComparison.Ordinal);
        Assert.Null(await day.Store.ReadResultAsync(cell.Id, Cancellation));
    }

    [Theory]
    [InlineData(Misbehaviour.Crash)]
    [InlineData(Misbehaviour.Fail)]
    public async Task Trainer_ThatFailsOnce_ResumesToTheSameResult(Misbehaviour misbehaviour)
    {
        var cell = BadDay.CellThat(misbehaviour, times: 1);
        var (view, _) = day.EndOf(cell);
        Assert.Equal((WorkStatus.Committed, 2, 1), (view.Status, view.Attempt, view.Failures));
        Assert.Equal([0, 5], day.RunsOf(cell));
        Assert.Equal(await Top1Async(day.UndisturbedStore, cell), await Top1Async(day.Store, cell));
    }

    [Fact]
    public async Task Trainer_ThatPrintsGarbage_IsLoggedAndGoesOn()
    {
        var cell = BadDay.CellThat(Misbehaviour.Garbage);
        var (view, _) = day.EndOf(cell);
        Assert.Equal((WorkStatus.Committed, 0), (view.Status, view.Failures));
        var log = Encoding.UTF8.GetString((await day.Store.ReadLogAsync(WorkId.Of(cell.Id), 0, Cancellation))!.Value.Span);
        Assert.Contains("a warning of some library", log, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"completed\"", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trainer_ThatPrintsAnEndlessLine_IsCutAndGoesOn()
    {
        using var ground = new FakeGround(new Script { Rules = [new Rule { Label = BadLabel, Step = 3, Do = Misbehaviour.LongLine }] });
        var (snapshot, view, _) = await RunAsync(ground);
        Assert.Equal(3, snapshot.Cells.Committed);
        Assert.Equal((WorkStatus.Committed, 0), (view.Status, view.Failures));
        var log = Encoding.UTF8.GetString((await ground.OpenStore().ReadLogAsync(WorkId.Of(Bad.Id), 0, Cancellation))!.Value.Span);
        Assert.Contains(
            "xxx … (100,000,000 characters in all; the rest is left out)",
            log.Replace("\\u2026", "…", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains("\"event\":\"completed\"", log, StringComparison.Ordinal);
        Assert.InRange(log.Length, 8_000, 100_000);
    }

    [Fact]
    public async Task Trainer_ThatFallsSilent_IsKilledAndTriedAgain()
    {
        using var ground = new FakeGround(
            new Script { Rules = [new Rule { Label = BadLabel, Step = 7, Times = 1, Do = Misbehaviour.Hang }] });
        // A training process is silent while it starts, too.
        var silence = Until.Stretched(TimeSpan.FromSeconds(5));
        var (snapshot, view, _) = await RunAsync(ground, worker => worker with { SilenceSeconds = silence.TotalSeconds });
        Assert.Equal(3, snapshot.Cells.Committed);
        Assert.Equal(1, view.Failures);
        Assert.Equal([0, 5], ground.RunsOf(WorkId.Of(Bad.Id)));
    }

    [Fact]
    public async Task Trainer_ThatRefusesItsCheckpoint_GetsTheOneBeforeAndSpendsNoRetry()
    {
        var rules = new[]
        {
            new Rule { Label = BadLabel, Step = 7, Times = 1, Do = Misbehaviour.Wait },
            new Rule { Label = BadLabel, Step = 11, Times = 1, Do = Misbehaviour.Crash },
            new Rule { Label = BadLabel, Times = 2, Do = Misbehaviour.RefuseCheckpoint },
        };
        using var ground = new FakeGround(new Script { Steps = 15, Rules = rules });
        var running = RunAsync(ground);
        await ground.UntilCheckpointedAsync(WorkId.Of(Bad.Id), 5);
        ground.LetGo();
        var (snapshot, view, _) = await running;
        Assert.Equal(3, snapshot.Cells.Committed);
        Assert.Equal((3, 1), (view.Attempt, view.Failures));
        Assert.Equal([0, 10, 5], ground.RunsOf(WorkId.Of(Bad.Id)));
    }

    [Fact]
    public async Task Stage_ThatIsQuarantined_QuarantinesWhatNeedsItUntilItIsRetried()
    {
        using var ground = new FakeGround(new Script { Rules = [new Rule { Label = "features seed=0", Do = Misbehaviour.FailForGood }] });
        await using var machine = await OneMachineHost.StartAsync(ground.Options, Cancellation);
        var grid = machine.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync([.. Cells, Samples.Cell(seed: 1)], Cancellation);
        var snapshot = await grid.UntilFinishedAsync();
        Assert.Equal((1, 3), (snapshot.Cells.Committed, snapshot.Cells.Quarantined));
        var why = (await machine.Grains.Work(WorkId.Of(Bad.Id)).WhyAsync()).Text();
        Assert.Matches("quarantined: features seed=0 \\([0-9a-f]{8}\\) is quarantined: an image does not decode", why);

        ground.Write(new Script());
        Assert.Equal(4, await grid.RetryQuarantinedAsync());
        snapshot = await grid.UntilFinishedAsync();
        Assert.Equal(4, snapshot.Cells.Committed);
    }

    [Fact]
    public async Task Worker_WithoutTheDataSet_SaysSo()
    {
        using var ground = new FakeGround();
        var (snapshot, view, _) = await RunAsync(ground, worker => worker with { DataSets = [] });
        Assert.Equal(3, snapshot.Cells.Quarantined);
        Assert.Contains(
            $"The data set 'fake' (fingerprint {Samples.Fingerprint}) is not on worker this-machine.",
            view.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_WithoutATrainer_SaysSo()
    {
        using var ground = new FakeGround();
        var (snapshot, view, _) = await RunAsync(ground, worker => worker with { TrainerPath = "/nowhere/train.dll" });
        Assert.Equal(3, snapshot.Cells.Quarantined);
        Assert.Contains("The training program '/nowhere/train.dll' does not exist.", view.Reason, StringComparison.Ordinal);
    }

    private static async Task<(GridSnapshot Grid, WorkSnapshot Work, string Why)> RunAsync(
        FakeGround ground, Func<WorkerOptions, WorkerOptions>? configure = null)
    {
        await using var machine = await OneMachineHost.StartAsync(ground.With(configure ?? (worker => worker)), Cancellation);
        var grid = machine.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync(Cells, Cancellation);
        var snapshot = await grid.UntilFinishedAsync();
        var work = machine.Grains.Work(WorkId.Of(Bad.Id));
        return (snapshot, await work.GetAsync(), (await work.WhyAsync()).Text());
    }

    private static async Task<double> Top1Async(WorkStore store, CellSpec cell) =>
        (await store.ReadResultAsync(cell.Id, Cancellation))!.Points[0].Scores.Top1.Mean;
}
