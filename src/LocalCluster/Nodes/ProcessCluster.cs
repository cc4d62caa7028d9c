using JsccGrid.LocalCluster.Processes;
using JsccGrid.LocalCluster.Servers;

namespace JsccGrid.LocalCluster.Nodes;

/// <summary>
/// A whole cluster as processes of this machine: Redis, Azurite, control silos and workers. Each can be killed, frozen and
/// started anew by itself. Ports and data stay in a folder, so that a cluster can be started again where it was.
/// </summary>
public sealed class ProcessCluster : IDisposable
{
    private const string ClusterId = "local";
    private const string StoreContainer = "jsccgrid";

    /// <summary>How long a worker may take to checkpoint and hand its cells back, a silo to move its grains.</summary>
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan ServerPatience = TimeSpan.FromSeconds(10);

    private readonly bool isDetached;
    private readonly ClusterSecrets? secrets;

    private ProcessCluster(string folder, string program, ProcessClusterState state)
    {
        Folder = folder;
        isDetached = state.IsDetached;
        secrets = state.Secrets;
        Redis = RedisServer.At(
            Path.Combine(folder, "redis"), state.Redis.Port, state.Address, isDetached, state.Redis.Process, secrets?.RedisPassword);
        Azurite = AzuriteServer.At(
            Path.Combine(folder, "azurite"), state.Azurite.Port, state.Address, isDetached, state.Azurite.Process, secrets?.AzuriteKey);
        var surroundings = new NodeSurroundings(
            Id, Redis.ConnectionString, Azurite.ConnectionString, Container, state.Address, folder, Path.GetFullPath(program), isDetached);
        Nodes = [.. state.Nodes.Select(node => NodeServer.Of(node.Options, node.Ports, surroundings, node.Process))];
    }

    /// <summary>Absolute.</summary>
    public string Folder { get; }

    public RedisServer Redis { get; }

    public AzuriteServer Azurite { get; }

    /// <summary>Silos, then workers.</summary>
    public IReadOnlyList<NodeServer> Nodes { get; }

    public IReadOnlyList<NodeServer> Silos => [.. Nodes.Where(node => node.Options.Role == NodeRole.Control)];

    public IReadOnlyList<NodeServer> Workers => [.. Nodes.Where(node => node.Options.Role == NodeRole.Worker)];

    /// <summary>The cluster's id, for clients.</summary>
    public string Id { get; } = ClusterId;

    /// <summary>The blob container of the store.</summary>
    public string Container { get; } = StoreContainer;

    /// <summary>Redis, Azurite, silos, workers.</summary>
    public IEnumerable<ServerProcess> Processes => [Redis.Process, Azurite.Process, .. Nodes.Select(node => node.Process)];

    /// <summary>The cluster of a folder, without starting anything.</summary>
    /// <returns>Null when there never was one.</returns>
    /// <exception cref="ServerStartException">Redis or Azurite is not installed.</exception>
    public static ProcessCluster? Find(string folder, string program)
    {
        var path = Path.GetFullPath(folder);
        return ProcessClusterState.Read(path) is { } state ? new ProcessCluster(path, program, state) : null;
    }

    /// <summary>Whether any process of the cluster of a folder runs.</summary>
    public static bool IsUp(string folder) => ProcessClusterState.Read(Path.GetFullPath(folder))?.IsUp() == true;

    /// <summary>
    /// Starts what does not run of a cluster and waits until all of it is ready. Nodes of a former start that are not wanted any
    /// more are drained and stopped. When something does not come up, what this call has started is killed again.
    /// </summary>
    /// <exception cref="ServerStartException">Something is not installed or does not come up.</exception>
    public static async Task<ProcessCluster> StartAsync(ProcessClusterOptions options, CancellationToken cancellationToken = default)
    {
        _ = (Programs.Redis, Programs.Azurite); // before anything is written
        var folder = PrivateFiles.MakeFolder(options.Folder);
        var former = ProcessClusterState.Read(folder);
        var cluster = new ProcessCluster(folder, options.Program, Plan(options, former));
        var started = new List<ServerProcess>();
        try
        {
            if (former is not null) await cluster.StopSurplusAsync(former, options);
            await cluster.StartMissingAsync(started, cancellationToken);
            return cluster;
        }
        catch
        {
            foreach (var process in started) await process.KillAsync();
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Drains the workers, stops the silos, then the servers. What takes too long is killed.</summary>
    /// <returns>The names of what had to be killed.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        var killed = new List<string>();
        foreach (var (group, patience) in new[]
        {
            (Workers.Select(node => node.Process), DrainPatience),
            (Silos.Select(node => node.Process), DrainPatience),
            ([Redis.Process, Azurite.Process], ServerPatience),
        })
        {
            var stops = group.Where(process => process.IsRunning)
                .Select(async process => (process.Name, Ended: await process.TerminateOrKillAsync(patience)));
            killed.AddRange((await Task.WhenAll(stops)).Where(stop => !stop.Ended).Select(stop => stop.Name));
        }
        return killed;
    }

    /// <summary>Kills all processes, unless they are detached.</summary>
    public void Dispose()
    {
        foreach (var node in Nodes) node.Dispose();
        Redis.Dispose();
        Azurite.Dispose();
    }

    /// <summary>The wanted nodes on the ports they had before, or on new ones.</summary>
    private static ProcessClusterState Plan(ProcessClusterOptions options, ProcessClusterState? former)
    {
        var free = new Queue<int>(FreePorts.Take(2 + options.Nodes.Sum(node => NodePorts.Count(node.Role))));
        return new ProcessClusterState
        {
            IsDetached = options.IsDetached,
            Address = options.Address,
            // What runs already knows its own, and a cluster of former times none.
            Secrets = former is not null && former.IsUp() ? former.Secrets : former?.Secrets ?? ClusterSecrets.New(),
            Redis = former?.Redis ?? new(free.Dequeue(), null),
            Azurite = former?.Azurite ?? new(free.Dequeue(), null),
            Nodes = [.. options.Nodes.OrderBy(node => node.Role)
                .Select(node => former?.Nodes.FirstOrDefault(known => IsSame(known, node)) is { } known
                    ? known with { Options = node }
                    : new ProcessClusterState.NodeState(node, NodePorts.Take(node.Role, free), null))],
        };
    }

    private static bool IsSame(ProcessClusterState.NodeState known, NodeOptions node) =>
        known.Options.Name == node.Name && known.Options.Role == node.Role;

    private async Task StopSurplusAsync(ProcessClusterState former, ProcessClusterOptions options)
    {
        var surplus = former with
        {
            IsDetached = true,
            Nodes = [.. former.Nodes.Where(known => !options.Nodes.Any(node => IsSame(known, node)))]
        };
        using var rest = new ProcessCluster(Folder, options.Program, surplus);
        await Task.WhenAll(rest.Nodes.Select(node => node.Process.TerminateOrKillAsync(DrainPatience)));
    }

    private async Task StartMissingAsync(List<ServerProcess> started, CancellationToken cancellationToken)
    {
        StartMissing([Redis.Process, Azurite.Process], started);
        await Task.WhenAll(Redis.WaitUntilReadyAsync(cancellationToken), Azurite.WaitUntilReadyAsync(cancellationToken));
        StartMissing(Nodes.Select(node => node.Process), started);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await foreach (var ready in Task.WhenEach(Nodes.Select(node => node.WaitUntilReadyAsync(stop.Token)))) await ready;
        }
        finally
        {
            await stop.CancelAsync(); // the first that fails ends the wait for the others
        }
    }

    private void StartMissing(IEnumerable<ServerProcess> processes, List<ServerProcess> started)
    {
        foreach (var process in processes.Where(process => !process.IsRunning))
        {
            process.Start();
            started.Add(process);
        }
        // Before they are ready: whoever interrupts us can still find them.
        new ProcessClusterState
        {
            IsDetached = isDetached,
            Address = Redis.Address,
            Redis = new(Redis.Port, Redis.Process.Identity),
            Azurite = new(Azurite.Port, Azurite.Process.Identity),
            Nodes = [.. Nodes.Select(node => new ProcessClusterState.NodeState(node.Options, node.Ports, node.Process.Identity))],
            Secrets = secrets,
        }.Write(Folder);
    }
}
