using System.Globalization;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.LocalCluster.Servers;
using JsccGrid.Processes;

namespace JsccGrid.LocalCluster.Nodes;

/// <summary>A control silo or a worker as a process: the silo program under one of its roles.</summary>
public sealed class NodeServer : Server
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    internal NodeServer(NodeOptions options, string address, NodePorts ports, ServerProcess process)
        : base(process, StartTimeout)
    {
        Address = address;
        Options = options;
        Ports = ports;
    }

    public NodeOptions Options { get; }

    public string Name => Options.Name;

    public string Address { get; }

    public NodePorts Ports { get; }

    /// <summary>Where it serves its health (<c>/health</c>) and metrics (<c>/metrics</c>).</summary>
    public Uri HttpAddress => new(string.Create(CultureInfo.InvariantCulture, $"http://{Address}:{Ports.Http}"));

    /// <summary>Asks for its health; an exception says why it is not ready for work.</summary>
    public override async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var answer = await Http.GetAsync(new Uri(HttpAddress, "/health/ready"), cancellationToken);
        if (answer.IsSuccessStatusCode) return true;
        throw new HttpRequestException($"Its health check says: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    /// <param name="options">Which node.</param>
    /// <param name="ports">Where it listens.</param>
    /// <param name="cluster">What it belongs to.</param>
    /// <param name="running">The process of an earlier start.</param>
    internal static NodeServer Of(NodeOptions options, NodePorts ports, NodeSurroundings cluster, ProcessIdentity? running)
    {
        string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        var address = options.Address ?? cluster.Address;
        var settings = new Dictionary<string, string>
        {
            ["Cluster:Id"] = cluster.Id,
            ["Cluster:Redis"] = cluster.Redis,
            ["Store:ConnectionString"] = cluster.StoreConnectionString,
            ["Store:Container"] = cluster.Container,
        };
        // The role and the name also stand on the command line, so that 'ps' tells the processes apart.
        var arguments = new List<string> { $"--urls=http://{address}:{Text(ports.Http)}", $"--JsccGrid:Role={RoleName(options.Role)}" };
        if (options.Role == NodeRole.Control)
        {
            settings["Endpoints:SiloPort"] = Text(ports.Silo!.Value);
            settings["Endpoints:GatewayPort"] = Text(ports.Gateway!.Value);
            settings["Endpoints:Address"] = address;
        }
        else
        {
            arguments.Add($"--JsccGrid:Worker:Name={options.Name}");
            settings["Worker:ScratchFolder"] = Path.Combine(cluster.Folder, "scratch", options.Name);
        }
        foreach (var (key, value) in options.Settings) settings[key] = value;
        // A folder is a store of its own.
        if (settings.ContainsKey("Store:Folder")) settings.Remove("Store:ConnectionString");
        var environment = new Dictionary<string, string>(options.Environment);
        foreach (var (key, value) in settings) environment[$"JsccGrid__{key.Replace(":", "__", StringComparison.Ordinal)}"] = value;
        List<string> line = [.. options.Launcher, .. DotNetHost.CommandFor(cluster.Program), .. arguments];
        var command = new ServerCommand(options.Name, line[0], line[1..], Path.Combine(cluster.Folder, "logs", $"{options.Name}.log"))
        {
            Environment = environment,
            IsDetached = cluster.IsDetached,
        };
        return new NodeServer(options, address, ports, new ServerProcess(command, running));
    }

    private static string RoleName(NodeRole role) => role == NodeRole.Control ? "control" : "worker";
}
