using System.Runtime.CompilerServices;
using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Serialization;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using JsccGrid.Worker;
using Orleans.Runtime;
using Xunit;

namespace JsccGrid.Silo.Tests.Support;

/// <summary>A store, a data folder with a script for the fake trainer, and scratch room, deleted afterwards.</summary>
internal sealed class FakeGround : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("jsccgrid-test-").FullName;

    public FakeGround(Script? script = null)
    {
        Directory.CreateDirectory(DataFolder);
        Write(script ?? new Script());
    }

    public string StoreFolder => Path.Combine(root, "store");

    public string DataFolder => Path.Combine(root, "data");

    public string ScratchFolder => Path.Combine(root, "scratch");

    public static string FakeTrainer => Path.Combine(AppContext.BaseDirectory, "fake-train.dll");

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
            TrainerPath = FakeTrainer,
            GraceSeconds = 20,
            UploadSeconds = 5,
        },
        Orchestration = new OrchestrationOptions { RetryBaseDelay = TimeSpan.FromMilliseconds(20) },
    };

    /// <summary>The options with some of the worker's changed.</summary>
    public OneMachineOptions With(Func<WorkerOptions, WorkerOptions> change) => Options with { Worker = change(Options.Worker) };

    /// <summary>A folder of that name beside the others.</summary>
    public string Folder(string name) => Path.Combine(root, name);

    public void Write(Script script) =>
        File.WriteAllText(Path.Combine(DataFolder, Script.FileName), JsonSerializer.Serialize(script, ExperimentJson.Compact));

    /// <summary>Lets cells go on that wait.</summary>
    public void LetGo() => File.WriteAllText(Path.Combine(DataFolder, "go"), "");

    /// <summary>At which step each run of a cell or stage began.</summary>
    public IReadOnlyList<int> RunsOf(WorkId work)
    {
        var path = Path.Combine(DataFolder, $"runs-{work.Short}.txt");
        return File.Exists(path) ? [.. File.ReadAllLines(path).Select(line => int.Parse(line.Split(' ')[0], null))] : [];
    }

    /// <summary>The process of the last run of a cell or stage.</summary>
    public int ProcessOf(WorkId work) =>
        int.Parse(File.ReadAllLines(Path.Combine(DataFolder, $"runs-{work.Short}.txt"))[^1].Split(' ')[1], null);

    /// <summary>Waits until a cell or stage has begun to run so often.</summary>
    public Task UntilRunsAsync(WorkId work, int runs) =>
        Until.SeenAsync(() => RunsOf(work), seen => seen.Count >= runs, $"{work.Short} to begin to run for the {runs}th time");

    /// <summary>Waits until a cell hangs.</summary>
    public Task UntilHangsAsync(WorkId work) =>
        Until.TrueAsync(() => File.Exists(Path.Combine(DataFolder, $"hangs-{work.Short}")), $"{work.Short} to hang");

    /// <summary>Waits until a cell waits to be let go.</summary>
    public Task UntilWaitsAsync(WorkId work) =>
        Until.TrueAsync(() => File.Exists(Path.Combine(DataFolder, $"waits-{work.Short}")), $"{work.Short} to wait");

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
    public static async Task<GridSnapshot> UntilAsync(
        this IGridGrain grid, Func<GridSnapshot, bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var snapshot = await Until.SeenAsync(
            async () =>
            {
                try
                {
                    return await grid.GetSnapshotAsync();
                }
                catch (Exception exception) when (Outage.Is(exception))
                {
                    return null;
                }
            },
            snapshot => snapshot is not null && condition(snapshot),
            $"a grid with {what}",
            Patience);
        return snapshot!;
    }

    public static Task<GridSnapshot> UntilFinishedAsync(this IGridGrain grid) =>
        grid.UntilAsync(snapshot => snapshot.Status == GridStatus.Finished);
}
