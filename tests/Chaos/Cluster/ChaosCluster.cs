using System.Globalization;
using Azure.Storage.Blobs;
using JsccGrid.Chaos.Checks;
using JsccGrid.Chaos.Grids;
using JsccGrid.LocalCluster.Nodes;
using JsccGrid.LocalCluster.Servers;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;
using JsccGrid.Tests.Shared;

namespace JsccGrid.Chaos.Cluster;

/// <summary>
/// A whole cluster as processes, with the fake trainer: Redis, Azurite, control silos and workers. Nodes that end are started
/// again. The last worker has a network of its own, the one before it a small disk, where this machine allows it.
/// </summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    private static readonly TimeSpan SupervisionInterval = TimeSpan.FromMilliseconds(200);
    private const int DiskMegabytes = 16;

    private readonly CancellationTokenSource stop = new();
    private readonly ProcessCluster processes;
    private readonly Task supervision;

    private ChaosCluster(ChaosClusterOptions options, ProcessCluster processes, ClusterConnection connection, WorkerNetwork? network, SmallDisk? disk)
    {
        Options = options;
        this.processes = processes;
        Connection = connection;
        Network = network;
        Disk = disk;
        Silos = [.. processes.Silos.Select(node => new SupervisedNode(node))];
        Workers = [.. processes.Workers.Select(node => new SupervisedNode(node))];
        Store = new StoreEye(new BlobContainerClient(
            processes.Azurite.ConnectionString, processes.Container, new BlobClientOptions(BlobClientOptions.ServiceVersion.V2026_06_06)));
        supervision = SuperviseAsync();
    }

    public ChaosClusterOptions Options { get; }

    public ClusterConnection Connection { get; }

    public IReadOnlyList<SupervisedNode> Silos { get; }

    public IReadOnlyList<SupervisedNode> Workers { get; }

    public IEnumerable<SupervisedNode> Nodes => Silos.Concat(Workers);

    public RedisServer Redis => processes.Redis;

    public AzuriteServer Azurite => processes.Azurite;

    public StoreEye Store { get; }

    /// <summary>Of the last worker; null where it is not allowed.</summary>
    public WorkerNetwork? Network { get; }

    /// <summary>Of the worker before the last; null where it is not allowed.</summary>
    public SmallDisk? Disk { get; }

    public string DataFolder => DataFolderIn(Options.Folder);

    /// <param name="options">What to start.</param>
    /// <param name="log">Where it is told what this machine does not allow.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<ChaosCluster> StartAsync(ChaosClusterOptions options, Action<string> log, CancellationToken cancellationToken)
    {
        ChaosTraining.Prepare(DataFolderIn(options.Folder), options.Script);
        var network = options.WithOwnSurroundings ? await TryAsync(WorkerNetwork.CreateAsync, "No network is cut", log) : null;
        var scratch = Path.Combine(options.Folder, "small-disk");
        var disk = options.WithOwnSurroundings ? await TryAsync(() => SmallDisk.MountAsync(scratch, DiskMegabytes), "No disk is filled", log) : null;
        ProcessCluster? processes = null;
        try
        {
            var address = network?.HostAddress.ToString() ?? "127.0.0.1";
            processes = await ProcessCluster.StartAsync(
                new ProcessClusterOptions
                {
                    Folder = options.Folder,
                    Program = Path.Combine(AppContext.BaseDirectory, "JsccGrid.Silo.dll"),
                    Address = address,
                    Nodes = [.. NodeOptions.Several(options.Silos, options.Workers).Select(node => Configure(node, options, network, disk))],
                },
                cancellationToken);
            var connection = await ClusterConnection.ConnectAsync(
                new ClusterAddress
                {
                    Id = processes.Id,
                    Redis = processes.Redis.ConnectionString,
                    Store = options.StoreFolder is { } store
                        ? new StoreOptions { Folder = store }
                        : new StoreOptions { ConnectionString = processes.Azurite.ConnectionString, Container = processes.Container },
                },
                cancellationToken: cancellationToken);
            return new ChaosCluster(options, processes, connection, network, disk);
        }
        catch
        {
            processes?.Dispose();
            if (network is not null) await network.DisposeAsync();
            if (disk is not null) await disk.DisposeAsync();
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
        return await processes.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await supervision;
        processes.Dispose();
        if (Network is not null) await Network.DisposeAsync();
        if (Disk is not null) await Disk.DisposeAsync();
        stop.Dispose();
    }

    private static string DataFolderIn(string folder) => Path.Combine(folder, "data");

    private static NodeOptions Configure(NodeOptions node, ChaosClusterOptions options, WorkerNetwork? network, SmallDisk? disk)
    {
        var settings = new Dictionary<string, string>();
        if (options.StoreFolder is { } store) settings["Store:Folder"] = store;
        if (node.Role == NodeRole.Control) return node with { Settings = settings };
        settings["Worker:Slots"] = options.SlotsPerWorker.ToString(CultureInfo.InvariantCulture);
        settings["Worker:Device"] = "cpu";
        settings["Worker:ThreadsPerSlot"] = "1";
        settings["Worker:TrainerPath"] = Path.Combine(AppContext.BaseDirectory, "fake-train.dll");
        settings[$"Worker:DataSets:{Samples.Fingerprint}"] = DataFolderIn(options.Folder);
        if (disk is not null && node.Name == WorkerName(options.Workers - 1)) settings["Worker:ScratchFolder"] = disk.Folder;
        return network is not null && node.Name == WorkerName(options.Workers)
            ? node with { Settings = settings, Launcher = network.Launcher, Address = network.WorkerAddress.ToString() }
            : node with { Settings = settings };
    }

    private static string WorkerName(int number) => FormattableString.Invariant($"worker-{number}");

    private static async Task<T?> TryAsync<T>(Func<Task<T>> create, string without, Action<string> log)
        where T : class
    {
        try
        {
            return await create();
        }
        catch (IOException exception)
        {
            log($"{without}: {exception.Message}");
            return null;
        }
    }

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
