namespace JsccGrid.LocalCluster.Nodes;

/// <summary>What a local cluster consists of.</summary>
public sealed record ProcessClusterOptions
{
    /// <summary>For data, logs, scratch space and the state file. A cluster that was here before goes on from its data.</summary>
    public required string Folder { get; init; }

    /// <summary>Path of the silo program's assembly, <c>JsccGrid.Silo.dll</c>.</summary>
    public required string Program { get; init; }

    /// <summary>Silos and workers. Default: two of each.</summary>
    public IReadOnlyList<NodeOptions> Nodes { get; init; } = NodeOptions.Several(silos: 2, workers: 2);

    /// <summary>The address of this machine that all listen on, unless a node has its own. Default: loopback.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>
    /// Whether the processes outlive this one and its terminal. Default: false, they are killed when the cluster is disposed.
    /// </summary>
    public bool IsDetached { get; init; }
}
