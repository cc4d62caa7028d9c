using System.Runtime.CompilerServices;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.LocalCluster.Servers;
using JsccGrid.Presentation;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.TestingHost;
using StackExchange.Redis;
using Xunit;

namespace JsccGrid.Grains.Tests.Support;

/// <summary>Two silos, a store in a temporary folder, and a clock that stands still until it is told.</summary>
internal sealed class TestGrid : IAsyncDisposable
{
    /// <summary>
    /// Times that the system's clock measures, on a machine that has nothing else to do; they stretch with it. Tests that kill silos
    /// keep their state in Redis, and wait for what these times decide: stretched without bound they would make a busy machine take a
    /// quarter of an hour for them. To the others they are of no use, so that there they are long.
    /// </summary>
    private static readonly (TimeSpan Call, TimeSpan Probe) Quick = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));
    private static readonly (TimeSpan Call, TimeSpan Probe) Slow = (TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(20));

    private const double MostStretchOfQuick = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-test-").FullName;
    private readonly DirectoryObjectStore objects;

    private TestGrid(RedisServer? redis, Action<ISiloBuilder>? configure)
    {
        objects = new DirectoryObjectStore(folder, TimeProvider.System);
        Works = new WorkStore(objects);
        Grids = new GridStore(objects);
        var load = MachineLoad.Read();
        var (call, probe) = redis is null ? Slow : Quick;
        if (redis is not null) load = Math.Min(load, MostStretchOfQuick);
        (call, probe) = (call * load, probe * load);
        var builder = new InProcessTestClusterBuilder(2);
        ServiceId = $"test-{Guid.NewGuid():N}";
        builder.Options.ServiceId = ServiceId;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services
                .AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Clock)
                .AddSingleton(Options.Create(Orchestration))
                .AddSingleton(Works)
                .AddSingleton(Grids)
                .Configure<MessagingOptions>(messaging => messaging.MaxMessageBodySize = MaxMessageSize)
                .Configure<SiloMessagingOptions>(messaging =>
                    (messaging.ResponseTimeout, messaging.MaxMessageBodySize) = (call, MaxMessageSize))
                .Configure<ClusterMembershipOptions>(membership =>
                {
                    membership.ProbeTimeout = probe;
                    membership.NumMissedProbesLimit = 3;
                    membership.TableRefreshTimeout = TimeSpan.FromSeconds(2);
                });
            if (redis is null) UseMemory(silo);
            else UseRedis(silo, ConfigurationOptions.Parse(redis.ConnectionString));
            configure?.Invoke(silo);
        });
        builder.ConfigureClient(client => client.Services.Configure<ClientMessagingOptions>(
            messaging => (messaging.ResponseTimeout, messaging.MaxMessageBodySize) = (call, MaxMessageSize)));
        Cluster = builder.Build();
    }

    /// <summary>Above what a shard's messages take, and below what a grid of a few thousand cells would in one.</summary>
    public const int MaxMessageSize = 256 << 10;

    /// <summary>Names the cluster's state.</summary>
    public string ServiceId { get; }

    public InProcessTestCluster Cluster { get; }

    public FakeTimeProvider Clock { get; } = new();

    public OrchestrationOptions Orchestration { get; } = new() { ReportInterval = TimeSpan.Zero };

    public WorkStore Works { get; }

    public GridStore Grids { get; }

    public IWorkerPoolGrain Pool => Cluster.Client.Pool();

    /// <param name="redis">Where the state is kept; null for memory.</param>
    /// <param name="configure">Adds to each silo.</param>
    public static async Task<TestGrid> StartAsync(RedisServer? redis = null, Action<ISiloBuilder>? configure = null)
    {
        var grid = new TestGrid(redis, configure);
        await grid.Cluster.DeployAsync();
        return grid;
    }

    public IGridGrain Grid(string name) => Cluster.Client.GetGrain<IGridGrain>(name);

    public IWorkGrain Work(WorkId work) => Cluster.Client.Work(work);

    public IWorkGrain Work(CellSpec cell) => Work(WorkId.Of(cell.Id));

    public Task<IGridGrain> SubmitAsync(string name, params CellSpec[] cells) => SubmitAsync(name, cells, priority: 0);

    public async Task<IGridGrain> SubmitAsync(string name, CellSpec[] cells, int priority)
    {
        var grid = Grid(name);
        await grid.SubmitAsync(cells, priority, TestContext.Current.CancellationToken);
        return grid;
    }

    /// <summary>Commits a cell in the store, as another cluster would have.</summary>
    public async Task SealAsync(CellSpec cell, double top1 = 0.5)
    {
        using var output = new TemporaryFolder();
        await Works.CommitAsync(output.Path, SampleResults.Of(cell, top1), TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the pool knows of all ready cells.</summary>
    /// <param name="cells">All that have been submitted, none of which needs a stage or has been claimed.</param>
    public async Task UntilOfferedAsync(params CellSpec[] cells)
    {
        foreach (var cell in cells)
        {
            await Until.SeenAsync(
                async () => (await Work(cell).WhyAsync()).Text(),
                why => why.Contains("slot", StringComparison.Ordinal),
                $"{cell.Label} to wait for a slot");
        }
        // A shard's first offer may be of its first ready cell alone. Ahead of a shard that the pool does not know is all that it has.
        await Until.SeenAsync(
            () => Pool.DescribeQueueAsync(""), queue => queue.ReadyAhead >= cells.Length, $"the pool to know of {cells.Length} cells");
    }

    public async Task<TestWorker> AddWorkerAsync(string name = "worker-a", int slots = 1)
    {
        await Pool.RegisterAsync(new WorkerRegistration(name, "host", slots, "cpu"));
        return new TestWorker(this, name);
    }

    /// <summary>Waits until a grid, whose clock stands still, comes to a state.</summary>
    public static Task<GridSnapshot> UntilAsync(
        IGridGrain grid, Func<GridSnapshot, bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Until.SeenAsync(() => grid.GetSnapshotAsync(), condition, $"a grid with {what}");

    /// <summary>Lets time pass until a grid comes to a state, whatever fails on the way.</summary>
    public Task<GridSnapshot> DriveAsync(
        string name, Func<GridSnapshot, bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Until.SeenInTroubleAsync(
            async () =>
            {
                try
                {
                    return await Grid(name).GetSnapshotAsync();
                }
                finally
                {
                    Clock.Advance(TimeSpan.FromSeconds(1));
                }
            },
            condition,
            $"a grid with {what}");

    /// <summary>Repeats, as clients do, what meets a silo that is gone or a state that was lost.</summary>
    public static Task RepeatAsync(Func<Task> call, [CallerArgumentExpression(nameof(call))] string what = "") =>
        Until.SucceedsAsync(call, $"a silo that answers {what}");

    public async Task KillSilosAsync()
    {
        foreach (var silo in Cluster.Silos.ToList()) await Cluster.KillSiloAsync(silo, TestContext.Current.CancellationToken);
    }

    /// <summary>How many grains of a kind are in memory, on all silos.</summary>
    public async Task<int> CountActivationsAsync(Type grain) =>
        (await Cluster.Client.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics())
        .Where(statistic => statistic.GrainType.StartsWith(grain.FullName!, StringComparison.Ordinal))
        .Sum(statistic => statistic.ActivationCount);

    /// <summary>Waits until a cell comes to a state.</summary>
    public Task<WorkSnapshot> UntilAsync(CellSpec cell, WorkStatus status) =>
        Until.SeenAsync(() => Work(cell).GetAsync(), view => view.Status == status, $"{cell.Label} to be {status}");

    private static void UseMemory(ISiloBuilder silo) => silo
        .UseInMemoryReminderService()
        .AddMemoryGrainStorage(
            GrainStorageNames.Coordination,
            storage => storage.Configure<Serializer>(
                (options, serializer) =>
                    options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer)));

    private static void UseRedis(ISiloBuilder silo, ConfigurationOptions redis) => silo
        .UseRedisReminderService(options => options.ConfigurationOptions = redis)
        .AddRedisGrainStorage(
            GrainStorageNames.Coordination,
            storage => storage.Configure<Serializer>((options, serializer) =>
            {
                options.ConfigurationOptions = redis;
                options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
            }));

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        objects.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
