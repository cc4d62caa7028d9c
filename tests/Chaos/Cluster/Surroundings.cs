using JsccGrid.LocalCluster.Nodes;

namespace JsccGrid.Chaos.Cluster;

/// <summary>
/// What can be taken from a cluster: a folder as its store, and, where this machine allows it, the network of the last worker, the
/// disk of the one before it and the clock of the first.
/// </summary>
internal sealed class Surroundings : IAsyncDisposable
{
    private const int DiskMegabytes = 16;
    private readonly int workers;

    private Surroundings(int workers) => this.workers = workers;

    /// <summary>Null when the store is Azurite.</summary>
    public FolderStore? Folder { get; private set; }

    public WorkerNetwork? Network { get; private set; }

    public SmallDisk? Disk { get; private set; }

    public WorkerClock? Clock { get; private set; }

    /// <param name="options">The cluster.</param>
    /// <param name="log">Where it is told what this machine does not allow.</param>
    public static async Task<Surroundings> CreateAsync(ChaosClusterOptions options, Action<string> log)
    {
        var around = new Surroundings(options.Workers);
        try
        {
            if (options.Store == StoreKind.Folder) around.Folder = new FolderStore(Path.Combine(options.Folder, "store"));
            if (!options.WithOwnSurroundings) return around;
            if (around.Folder is { } folder) await TryAsync(folder.AllowReadOnlyAsync, "No store is made read-only", log);
            await TryAsync(async () => around.Network = await WorkerNetwork.CreateAsync(), "No network is cut", log);
            var scratch = Path.Combine(options.Folder, "small-disk");
            await TryAsync(async () => around.Disk = await SmallDisk.MountAsync(scratch, DiskMegabytes), "No disk is filled", log);
            await TryAsync(() => around.Clock = WorkerClock.Create(Path.Combine(options.Folder, "clock")), "No clock jumps", log);
            return around;
        }
        catch
        {
            await around.DisposeAsync();
            throw;
        }
    }

    /// <summary>A node that lives in them.</summary>
    public NodeOptions Place(NodeOptions node)
    {
        if (Folder is { } store) node = With(node, "Store:Folder", store.Folder);
        if (Disk is { } disk && node.Name == WorkerName(workers - 1)) node = With(node, "Worker:ScratchFolder", disk.Folder);
        if (Clock is { } clock && node.Name == WorkerName(1)) node = node with { Environment = clock.Environment };
        return Network is { } network && node.Name == WorkerName(workers)
            ? node with { Launcher = network.Launcher, Address = network.WorkerAddress.ToString() }
            : node;
    }

    public async ValueTask DisposeAsync()
    {
        if (Network is not null) await Network.DisposeAsync();
        if (Disk is not null) await Disk.DisposeAsync();
        if (Folder is not null) await Folder.DisposeAsync();
    }

    private static string WorkerName(int number) => FormattableString.Invariant($"worker-{number}");

    private static NodeOptions With(NodeOptions node, string setting, string value) =>
        node with { Settings = new Dictionary<string, string>(node.Settings) { [setting] = value } };

    private static Task TryAsync(Action create, string without, Action<string> log) => TryAsync(
        () =>
        {
            create();
            return Task.CompletedTask;
        },
        without,
        log);

    private static async Task TryAsync(Func<Task> create, string without, Action<string> log)
    {
        try
        {
            await create();
        }
        catch (IOException exception)
        {
            log($"{without}: {exception.Message}");
        }
    }
}
