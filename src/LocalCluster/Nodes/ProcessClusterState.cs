using System.Text.Json;
using JsccGrid.LocalCluster.Processes;

namespace JsccGrid.LocalCluster.Nodes;

/// <summary>The content of <see cref="FileName"/> in a cluster's folder: how its processes are found and started anew.</summary>
internal sealed record ProcessClusterState
{
    public const string FileName = "processes.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required bool IsDetached { get; init; }
    public required string Address { get; init; }
    public required ServerState Redis { get; init; }
    public required ServerState Azurite { get; init; }
    public required IReadOnlyList<NodeState> Nodes { get; init; }

    /// <summary>Null while a cluster runs that was started when there were none.</summary>
    public ClusterSecrets? Secrets { get; init; }

    /// <summary>Whether any of its processes runs.</summary>
    public bool IsUp() =>
        Nodes.Select(node => node.Process).Append(Redis.Process).Append(Azurite.Process).Any(process => process is { IsAlive: true });

    /// <returns>Null when there is none, or it is not readable.</returns>
    public static ProcessClusterState? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<ProcessClusterState>(File.ReadAllBytes(Path.Combine(folder, FileName)), Json);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    public void Write(string folder) => PrivateFiles.Write(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, Json));

    internal sealed record ServerState(int Port, ProcessIdentity? Process);

    internal sealed record NodeState(NodeOptions Options, NodePorts Ports, ProcessIdentity? Process);
}
