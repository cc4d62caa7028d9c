using Azure.Storage.Blobs;
using JsccGrid.Chaos.Checks;
using JsccGrid.FakeTrainer;
using JsccGrid.LocalCluster.Nodes;
using JsccGrid.LocalCluster.Servers;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Tests.Shared;

namespace JsccGrid.Chaos.Cluster;

/// <summary>
/// A whole cluster as processes, with the fake trainer: Redis, the store, control silos and workers. Nodes that end are started
/// again.
/// </summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    /// <summary>The patience with a machine that has much else to do.</summary>
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan SupervisionInterval = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource stop = new();
    private readonly ProcessCluster processes;
    private readonly Task supervision;

    private readonly IObjectStore objects;
    private readonly Surroundings around;

    private ChaosCluster(
        ChaosClusterOptions options, ProcessCluster processes, ClusterConnection connection, IObjectStore objects, Surroundings around)
    {
        Options = options;
        this.processes = processes;
        Connection = connection;
        this.objects = objects;
        this.around = around;
        Silos = [.. processes.Silos.Select(node => new SupervisedNode(node))];
        Workers = [.. processes.Workers.Select(node => new SupervisedNode(node))];
        Store = around.Folder is { } folder
            ? new FolderEye(folder)
            : new BlobEye(new BlobContainerClient(
                processes.Azurite.ConnectionString,
                processes.Container,
                new BlobClientOptions(BlobClientOptions.ServiceVersion.V2026_06_06)));
        supervision = SuperviseAsync();
    }

    public ChaosClusterOptions Options { get; }

    public ClusterConnection Connection { get; }

    public IReadOnlyList<SupervisedNode> Silos { get; }

    public IReadOnlyList<SupervisedNode> Workers { get; }

    public IEnumerable<SupervisedNode> Nodes => Silos.Concat(Workers);

    public RedisServer Redis => processes.Redis;

    public AzuriteServer Azurite => processes.Azurite;

    /// <summary>Where Redis keeps its files.</summary>
    public string RedisFolder => Path.Combine(processes.Folder, "redis");

    /// <summary>Looks at the store without the code under test.</summary>
    public StoreEye Store { get; }

    /// <summary>As a client has it, for submissions.</summary>
    public GridStore Grids => new(objects);

    /// <summary>The namespace of the last worker; null where it is not allowed.</summary>
    public WorkerNetwork? Network => around.Network;

    /// <summary>The disk of the worker before the last; null where it is not allowed.</summary>
    public SmallDisk? Disk => around.Disk;

    /// <summary>The clock of the first worker; null where it is not allowed.</summary>
    public WorkerClock? Clock => around.Clock;

    /// <summary>The store when it is a folder; otherwise null.</summary>
    public FolderStore? Folder => around.Folder;

    /// <summary>Read by all workers.</summary>
    public FakeFolder Data => new(DataFolderIn(Options.Folder));

    /// <param name="options">What to start.</param>
    /// <param name="log">Where it is told what this machine does not allow.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<ChaosCluster> StartAsync(ChaosClusterOptions options, Action<string> log, CancellationToken cancellationToken)
    {
        new FakeFolder(DataFolderIn(options.Folder)).Write(options.Script);
        var around = await Surroundings.CreateAsync(options, log);
        ProcessCluster? processes = null;
        try
        {
            processes = await ProcessCluster.StartAsync(
                new ProcessClusterOptions
                {
                    Folder = options.Folder,
                    Program = Path.Combine(AppContext.BaseDirectory, "JsccGrid.Silo.dll"),
                    Address = around.Network?.HostAddress.ToString() ?? "127.0.0.1",
                    Nodes = [.. NodeOptions.Several(options.Silos, options.Workers).Select(node => around.Place(Configure(node, options)))],
                },
                cancellationToken);
            var store = around.Folder is { } folder
                ? new StoreOptions { Folder = folder.Folder }
                : new StoreOptions { ConnectionString = processes.Azurite.ConnectionString, Container = processes.Container };
            var connection = await ClusterConnection.ConnectAsync(
                new ClusterAddress { Id = processes.Id, Redis = processes.Redis.ConnectionString, Store = store },
                ConnectPatience,
                cancellationToken);
            return new ChaosCluster(options, processes, connection, ObjectStores.Open(store, TimeProvider.System), around);
        }
        catch
        {
            processes?.Dispose();
            await around.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends supervision and stops everything in good order.</summary>
    /// <returns>The names of what had to be killed.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await stop.CancelAsync();
        await supervision;
        await Connection.DisposeAsync();
        objects.Dispose();
        return await processes.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await supervision;
        processes.Dispose();
        await around.DisposeAsync();
        stop.Dispose();
    }

    private static string DataFolderIn(string folder) => Path.Combine(folder, "data");

    private static NodeOptions Configure(NodeOptions node, ChaosClusterOptions options) => node.Role == NodeRole.Control ? node : node with
    {
        Settings = FakeFolder.WorkerSettings(options.SlotsPerWorker, (Samples.Fingerprint, DataFolderIn(options.Folder))),
    };

    private async Task SuperviseAsync()
    {
        using var timer = new PeriodicTimer(SupervisionInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                foreach (var node in Nodes) node.Look();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
