using System.Runtime.CompilerServices;
using JsccGrid.Experiments.Cells;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using JsccGrid.Worker;
using Xunit;

namespace JsccGrid.Silo.Tests.Support;

/// <summary>A store, a data folder with a script for the fake trainer, and scratch room, deleted afterwards.</summary>
internal sealed class FakeGround : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("jsccgrid-test-").FullName;
    private readonly FakeFolder data;

    public FakeGround(Script? script = null)
    {
        data = new FakeFolder(Path.Combine(root, "data"));
        data.Write(script ?? new Script());
    }

    public string StoreFolder => Path.Combine(root, "store");

    public string DataFolder => data.Path;

    public string ScratchFolder => Path.Combine(root, "scratch");

    public OneMachineOptions Options => new()
    {
        StoreFolder = StoreFolder,
        Worker = OneMachineOptions.DefaultWorker with
        {
            Slots = 2,
            Device = "cpu",
            DataSets = new Dictionary<string, string> { [Samples.Fingerprint] = DataFolder },
            CheckpointSeconds = 0,
            ScratchFolder = ScratchFolder,
            TrainerPath = FakeFolder.Trainer,
            GraceSeconds = 20,
            UploadSeconds = 5,
        },
        Orchestration = new OrchestrationOptions { RetryBaseDelay = TimeSpan.FromMilliseconds(20) },
    };

    /// <summary>The options with some of the worker's changed.</summary>
    public OneMachineOptions With(Func<WorkerOptions, WorkerOptions> change) => Options with { Worker = change(Options.Worker) };

    /// <summary>A folder of that name beside the others.</summary>
    public string Folder(string name) => Path.Combine(root, name);

    public void Write(Script script) => data.Write(script);

    /// <summary>Lets cells go on that wait.</summary>
    public void LetGo() => data.LetGo();

    /// <summary>At which step each run of a cell or stage began.</summary>
    public IReadOnlyList<int> RunsOf(WorkId work) => [.. data.RunsOf(work).Select(run => run.Step)];

    /// <summary>The process of the last run of a cell or stage.</summary>
    public int ProcessOf(WorkId work) => data.RunsOf(work)[^1].Process;

    /// <summary>Waits until a cell or stage has begun to run so often.</summary>
    public Task UntilRunsAsync(WorkId work, int runs) =>
        Until.SeenAsync(() => RunsOf(work), seen => seen.Count >= runs, $"{work.Short} to begin to run for the {runs}th time");

    /// <summary>Waits until a cell hangs.</summary>
    public Task UntilHangsAsync(WorkId work) => Until.TrueAsync(() => data.Hangs(work), $"{work.Short} to hang");

    /// <summary>Waits until a cell waits to be let go.</summary>
    public Task UntilWaitsAsync(WorkId work) => Until.TrueAsync(() => data.Waits(work), $"{work.Short} to wait");

    /// <summary>Waits until the store has a checkpoint of a cell or stage.</summary>
    public async Task UntilCheckpointedAsync(WorkId work, long step)
    {
        var store = OpenStore();
        await Until.SeenAsync(
            () => store.ReadStateAsync(work, TestContext.Current.CancellationToken),
            state => state.CheckpointStep >= step,
            $"{work.Short} to have a checkpoint of step {step}");
    }

    public WorkStore OpenStore() => new(new DirectoryObjectStore(StoreFolder, TimeProvider.System));

    public void Dispose() => Directory.Delete(root, recursive: true);
}

/// <summary>Waiting for a grid.</summary>
internal static class GridWaits
{
    /// <summary>Leases of dead workers end and silos take over in it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Watches a grid until a condition holds, whatever becomes of the silo that shows it.</summary>
    public static Task<GridSnapshot> UntilAsync(
        this IGridGrain grid, Func<GridSnapshot, bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Until.SeenInTroubleAsync(() => grid.GetSnapshotAsync(), condition, $"a grid with {what}", Patience);

    public static Task<GridSnapshot> UntilFinishedAsync(this IGridGrain grid) =>
        grid.UntilAsync(snapshot => snapshot.Status == GridStatus.Finished);
}
