using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.TestingHost;
using Xunit;

namespace JsccGrid.Grains.Tests.Support;

/// <summary>Two silos, a store in a temporary folder, and a clock that stands still until it is told.</summary>
internal sealed class TestGrid : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-test-").FullName;
    private readonly DirectoryObjectStore objects;

    private TestGrid()
    {
        objects = new DirectoryObjectStore(folder, TimeProvider.System);
        Works = new WorkStore(objects);
        Grids = new GridStore(objects);
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services
                .AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Clock)
                .AddSingleton(Options.Create(Orchestration))
                .AddSingleton(Works)
                .AddSingleton(Grids);
            silo.AddMemoryGrainStorage(
                GrainStorageNames.Coordination,
                storage => storage.Configure<IServiceProvider>((options, services) =>
                    options.GrainStorageSerializer = new OrleansGrainStorageSerializer(services.GetRequiredService<Serializer>())));
        });
        Cluster = builder.Build();
    }

    public InProcessTestCluster Cluster { get; }

    public FakeTimeProvider Clock { get; } = new();

    public OrchestrationOptions Orchestration { get; } = new() { ReportInterval = TimeSpan.Zero };

    public WorkStore Works { get; }

    public GridStore Grids { get; }

    public IWorkerPoolGrain Pool => Cluster.Client.GetGrain<IWorkerPoolGrain>(IWorkerPoolGrain.Key);

    public static async Task<TestGrid> StartAsync()
    {
        var grid = new TestGrid();
        await grid.Cluster.DeployAsync();
        return grid;
    }

    public IGridGrain Grid(string name) => Cluster.Client.GetGrain<IGridGrain>(name);

    public IWorkGrain Work(WorkId work) => Cluster.Client.GetGrain<IWorkGrain>(work.Value);

    public IWorkGrain Work(CellSpec cell) => Work(WorkId.Of(cell.Id));

    public async Task<IGridGrain> SubmitAsync(string name, params CellSpec[] cells)
    {
        var grid = Grid(name);
        await grid.SubmitAsync(cells, TestContext.Current.CancellationToken);
        return grid;
    }

    public async Task<TestWorker> AddWorkerAsync(string name = "worker-a", int slots = 1)
    {
        await Pool.RegisterAsync(new WorkerRegistration(name, "host", slots, "cpu"));
        return new TestWorker(this, name);
    }

    /// <summary>Waits until a grid, whose clock stands still, comes to a state.</summary>
    public static async Task<GridSnapshot> UntilAsync(IGridGrain grid, Func<GridSnapshot, bool> condition)
    {
        while (true)
        {
            var snapshot = await grid.GetSnapshotAsync();
            if (condition(snapshot)) return snapshot;
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until a cell comes to a state.</summary>
    public async Task<WorkView> UntilAsync(CellSpec cell, WorkStatus status)
    {
        while (true)
        {
            var view = await Work(cell).GetAsync();
            if (view.Status == status) return view;
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        objects.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
