namespace JsccGrid.LocalCluster.Nodes;

/// <summary>Ports of a node. A node keeps them when it is started anew: a cluster recovers faster so.</summary>
/// <param name="Http">Health checks and metrics.</param>
/// <param name="Silo">Between silos; of a control silo only.</param>
/// <param name="Gateway">For clients and workers; of a control silo only.</param>
public sealed record NodePorts(int Http, int? Silo, int? Gateway)
{
    /// <summary>How many ports a node of a role needs.</summary>
    public static int Count(NodeRole role) => role == NodeRole.Control ? 3 : 1;

    /// <summary>Takes them from the front of a queue.</summary>
    public static NodePorts Take(NodeRole role, Queue<int> free) => role == NodeRole.Control
        ? new NodePorts(free.Dequeue(), free.Dequeue(), free.Dequeue())
        : new NodePorts(free.Dequeue(), null, null);
}
