using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Programs;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Storage.Collection;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Support;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Storage.Tests.Collection;

/// <summary>What is swept out of a store, and above all what is not.</summary>
public abstract class StoreSweepContract : IDisposable
{
    private static readonly TimeSpan Age = StoreSweep.DefaultAge;
    private readonly TemporaryFolder scratch = new();
    private readonly HandSetClock clock = new();
    private readonly Lazy<IObjectStore> opened;

    protected StoreSweepContract()
    {
        opened = new Lazy<IObjectStore>(() => ObjectStores.Open(Options, TimeProvider.System));
        // Everything that is written now is old in this clock's eyes.
        clock.Advance(TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch + Age + TimeSpan.FromMinutes(1));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract StoreOptions Options { get; }

    private IObjectStore Objects => opened.Value;

    private WorkStore Works => new(Objects);

    private GridStore Grids => new(Objects);

    private StoreSweep Sweep => new(Objects, clock);

    [Fact]
    public async Task Find_WhereEverythingIsWanted_FindsNothing()
    {
        var cells = await SubmitAsync("first", 3);
        await RunAsync(WorkSpec.Of(cells[0].RequiredStages[0]));
        await RunAsync(WorkSpec.Of(cells[0]));
        var training = await RequestLeaseAsync(cells[1], 2);
        foreach (var step in new[] { 5, 10, 15 }) await CommitAsync(training, step);
        await Works.AppendLogAsync(training.Work, "line\n"u8.ToArray(), Cancellation);
        await WriteAsync(StoreLayout.DataSet(Samples.Fingerprint));
        await WriteAsync(StoreLayout.DataSetArchive(Samples.Fingerprint));
        await WriteAsync("cells/notes.txt");
        await WriteAsync("something/else");
        Assert.Empty(await FindAsync());
    }

    [Fact]
    public async Task Find_OfFilesThatNoManifestCanNameAnyMore_FindsThemOnceTheyAreOld()
    {
        var cell = (await SubmitAsync("first", 1))[0];
        var work = WorkId.Of(cell.Id);
        await CommitAsync(await RequestLeaseAsync(cell, 1), 5);
        var lost = StoreLayout.CheckpointFile(work, 1, 10, "weights");
        var current = StoreLayout.CheckpointFile(work, 2, 10, "weights");
        await WriteAsync(lost);
        var claim = await RequestLeaseAsync(cell, 2);
        await WriteAsync(current);

        // The second attempt may name its file yet; that the first one's checkpoint of step 5 is named, the manifest says.
        Assert.Equal([(lost, SweepKind.UnnamedFile)], (await FindAsync()).Select(item => (item.Name, item.Kind)));
        Assert.Empty(await Sweep.FindAsync(TimeSpan.FromDays(1), Cancellation).ToListAsync(Cancellation));

        await SealAsync(claim, cell);
        await WriteAsync(StoreLayout.OutputFile(work, 1, "result.json"));
        var plan = await FindAsync();
        Assert.Equal([lost, current, StoreLayout.OutputFile(work, 1, "result.json")], plan.Select(item => item.Name));
        Assert.Equal(new SweepTotals(3, plan.Sum(item => item.Size), 0), await Sweep.DeleteAsync(plan, Age, Cancellation));
        Assert.Empty(await FindAsync());
        Assert.NotNull(await Works.ReadResultAsync(cell.Id, Cancellation));
    }

    [Fact]
    public async Task Delete_OfAGridsCells_KeepsWhatAnotherGridWants()
    {
        var first = await SubmitAsync("first", 3);
        var second = await SubmitAsync("second", 2);
        await RunAsync(WorkSpec.Of(first[0].RequiredStages[0]));
        foreach (var cell in first) await RunAsync(WorkSpec.Of(cell));
        await Grids.DeleteAsync("first", Cancellation);

        var item = Assert.Single(await FindAsync());
        Assert.Equal((WorkId.Of(first[2].Id).Value, SweepKind.UnwantedWork, 4), (item.Name, item.Kind, item.Files));
        Assert.Equal(4, (await Sweep.DeleteAsync([item], Age, Cancellation)).Files);

        Assert.Equal(new WorkStoreState(0, false, null), await Works.ReadStateAsync(WorkId.Of(first[2].Id), Cancellation));
        foreach (var cell in second) Assert.NotNull(await Works.ReadResultAsync(cell.Id, Cancellation));

        await Grids.DeleteAsync("second", Cancellation);
        await Sweep.DeleteAsync(await FindAsync(), Age, Cancellation);
        Assert.Empty(await Objects.ListAsync("", Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Find_OfInputsAndShardsOfNoGrid_FindsThem()
    {
        await SubmitAsync("first", 2);
        string[] unwanted = [StoreLayout.DataSet("other"), StoreLayout.DataSetArchive("other"), StoreLayout.Weights("other"),
            StoreLayout.GridShard("first", 7), StoreLayout.GridShard("gone", 0)];
        foreach (var name in unwanted) await WriteAsync(name);
        var plan = await FindAsync();
        Assert.Equal(unwanted, plan.Select(item => item.Name));
        Assert.Equal(5, (await Sweep.DeleteAsync(plan, Age, Cancellation)).Files);
        Assert.Empty(await FindAsync());
    }

    [Fact]
    public async Task Find_OfFilesOfPrograms_SparesThoseOfAGridsSchemes()
    {
        var (wanted, unwanted) = (new string('a', 64), new string('b', 64));
        var program = new ProgramDescription
        {
            Title = "Mine", Command = ["python3", "a.py"], Files = [new ProgramFile("a.py", 7, wanted)],
        };
        var submission = Submission("first", 1);
        await Grids.WriteSubmissionAsync(
            submission with
            {
                Definition = submission.Definition with { Sweeps = [new SweepDefinition { Scheme = new ProgramScheme("mine", program) }] },
            },
            Cancellation);
        foreach (var file in new[] { wanted, unwanted }) await WriteAsync(StoreLayout.ProgramFile(file));

        Assert.Equal([StoreLayout.ProgramFile(unwanted)], (await FindAsync()).Select(item => item.Name));
    }

    [Fact]
    public async Task Find_OfAGridWhoseShardsAreNotWrittenYet_WantsWhatWasSubmitted()
    {
        var submission = Submission("first", 2);
        await Grids.WriteSubmissionAsync(submission, Cancellation);
        foreach (var cell in submission.Expand().Cells) await RunAsync(WorkSpec.Of(cell));
        await WriteAsync(StoreLayout.GridShard("first", 0));
        Assert.Empty(await FindAsync());
    }

    [Fact]
    public async Task Delete_OfWhatCameIntoUseAfterThePlan_SparesIt()
    {
        var cell = (await SubmitAsync("first", 1))[0];
        await RunAsync(WorkSpec.Of(cell));
        await WriteAsync(StoreLayout.DataSetArchive(Samples.Fingerprint));
        await Grids.DeleteAsync("first", Cancellation);
        var plan = await FindAsync();
        Assert.Equal(2, plan.Count);
        await SubmitAsync("again", 1);
        Assert.Equal(new SweepTotals(0, 0, 2), await Sweep.DeleteAsync(plan, Age, Cancellation));
        Assert.NotNull(await Works.ReadResultAsync(cell.Id, Cancellation));
    }

    [Fact]
    public async Task Delete_OfWorkTouchedAfterThePlan_SparesIt()
    {
        var cell = Samples.Cell();
        var claim = await RequestLeaseAsync(cell, 1);
        var plan = await FindAsync();
        Assert.Single(plan);
        var now = new StoreSweep(Objects, TimeProvider.System);
        await CommitAsync(claim, 5);
        Assert.Equal(new SweepTotals(0, 0, 1), await now.DeleteAsync(plan, Age, Cancellation));
        await CommitAsync(claim, 10);
    }

    [Fact]
    public async Task Delete_OfAFileThatAManifestNames_SparesItWhateverThePlanSays()
    {
        var cell = (await SubmitAsync("first", 1))[0];
        await CommitAsync(await RequestLeaseAsync(cell, 1), 5);
        var claim = await RequestLeaseAsync(cell, 2);
        var named = claim.Manifest.Checkpoint!.Files[0].Path;
        var plan = new[] { new SweepItem(named, SweepKind.UnnamedFile, 1, 0, DateTimeOffset.UnixEpoch) };
        Assert.Equal(new SweepTotals(0, 0, 1), await Sweep.DeleteAsync(plan, Age, Cancellation));
        Assert.Equal(5, (await claim.RestoreCheckpointAsync(Path.Combine(scratch.Path, "restored"), Cancellation)).Step);
    }

    [Fact]
    public async Task Find_BesideADamagedManifest_KeepsEverything()
    {
        var cell = (await SubmitAsync("first", 1))[0];
        await CommitAsync(await RequestLeaseAsync(cell, 3), 5);
        await WriteAsync(StoreLayout.CheckpointFile(WorkId.Of(cell.Id), 1, 5, "weights"));
        await WriteAsync(StoreLayout.Manifest(WorkId.Of(cell.Id)));
        Assert.Empty(await FindAsync());
    }

    [Theory]
    [InlineData("submission.json")]
    [InlineData("grid.json")]
    [InlineData("shards/00000.json")]
    public async Task Find_WithADamagedGrid_RefusesToSayAnything(string damaged)
    {
        await SubmitAsync("first", 1);
        await RequestLeaseAsync(Samples.Cell(bandwidth: 99), 1);
        await WriteAsync($"grids/first/{damaged}");
        await Assert.ThrowsAsync<StoreCorruptException>(FindAsync);
    }

    [Fact]
    public async Task Delete_CutOffAfterAnyCall_LeavesNothingThatMisleads()
    {
        var calls = int.MaxValue;
        for (var last = 0; last < calls; last++)
        {
            var cell = Samples.Cell(seed: last);
            var claim = await RequestLeaseAsync(cell, 1);
            await SealAsync(claim, cell);
            var plan = (await FindAsync()).Where(item => item.Name == claim.Work.Value).ToList();
            var dies = last;
            var mortal = new FaultyObjectStore(Objects, call => call >= dies ? StoreFault.Before : StoreFault.None);
            try
            {
                await new StoreSweep(mortal, clock).DeleteAsync(plan, Age, Cancellation);
                calls = last;
            }
            catch (IOException)
            {
            }
            // Either its one result is still there, or the cell runs anew.
            var state = await Works.ReadStateAsync(claim.Work, Cancellation);
            if (state.IsCommitted) Assert.NotNull(await Works.ReadResultAsync(cell.Id, Cancellation));
            else await SealAsync(await RequestLeaseAsync(cell, 1), cell);
            Assert.NotNull(await Works.ReadResultAsync(cell.Id, Cancellation));
        }
    }

    public void Dispose()
    {
        if (opened.IsValueCreated) opened.Value.Dispose();
        scratch.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<List<SweepItem>> FindAsync() => await Sweep.FindAsync(Age, Cancellation).ToListAsync(Cancellation);

    private static GridSubmission Submission(string name, int cells) => new()
    {
        Format = GridSubmission.CurrentFormat,
        Name = name,
        Definition = new GridDefinition
        {
            Name = name,
            Recipe = Samples.Cell().Recipe,
            Seeds = [0],
            Sweeps =
            [
                new SweepDefinition
                {
                    Scheme = Scheme.JsccAe, Axes = [Axis.Bandwidth.Over(Enumerable.Range(1, cells)), Axis.TrainSnrDb.Over(new SnrDb(0))],
                },
            ],
            Figures = new FigureSettings { Bandwidth = 8 },
        },
        Data = Samples.Cell().Data,
        SubmittedAt = DateTimeOffset.UnixEpoch,
        Algorithm = CellSpec.AlgorithmVersion,
    };

    /// <summary>A grid of the first of the sample cells, in shards of two.</summary>
    private async Task<CellSpec[]> SubmitAsync(string name, int count)
    {
        var cells = Samples.Cells(count);
        await Grids.WriteSubmissionAsync(Submission(name, count), Cancellation);
        var shards = cells.Chunk(2).ToList();
        for (var shard = 0; shard < shards.Count; shard++) await Grids.WriteShardAsync(name, shard, shards[shard], Cancellation);
        await Grids.WriteAsync(new GridRecord(GridRecord.CurrentFormat, name, DateTimeOffset.UnixEpoch, shards.Count, count), Cancellation);
        return cells;
    }

    private Task<ObjectVersion?> WriteAsync(string name) =>
        Objects.WriteAsync(name, "something"u8.ToArray(), WriteCondition.Always, Cancellation);

    private async Task<AttemptWriter> RequestLeaseAsync(CellSpec cell, int attempt) =>
        (await Works.BeginAttemptAsync(WorkSpec.Of(cell), $"worker-{attempt}", attempt, Cancellation))!;

    private async Task RunAsync(WorkSpec work)
    {
        var claim = (await Works.BeginAttemptAsync(work, "worker", 1, Cancellation))!;
        if (work.Cell is { } cell) await SealAsync(claim, cell);
        else await claim.SealAsync(scratch.Path, [SampleWork.Write(scratch.Path, "baseline.safetensors", "weights")], Cancellation);
    }

    private Task CommitAsync(AttemptWriter claim, int step) =>
        claim.CommitCheckpointAsync(scratch.Path, step, [SampleWork.Write(scratch.Path, "weights", "weights")], Cancellation);

    private Task SealAsync(AttemptWriter claim, CellSpec cell) =>
        claim.SealAsync(scratch.Path, [SampleWork.Write(scratch.Path, SampleResults.Of(cell))], Cancellation);
}
