using System.Globalization;

namespace JsccGrid.LocalCluster.Nodes;

/// <summary>A silo or worker of a local cluster.</summary>
/// <param name="Name">Unique in the cluster: <c>silo-1</c>, <c>worker-2</c>.</param>
/// <param name="Role">What it does.</param>
public sealed record NodeOptions(string Name, NodeRole Role)
{
    /// <summary>
    /// Settings of the silo program below its section <c>JsccGrid</c>, for instance <c>Worker:Slots</c> or
    /// <c>Orchestration:LeaseDuration</c>. They go over what the cluster sets by itself.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The address it listens on; null for the cluster's.</summary>
    public string? Address { get; init; }

    /// <summary>A command that is given the node's own to run, for instance in a network namespace, and becomes it.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    /// <summary>Further environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary><c>silo-1</c> to <c>silo-N</c> and <c>worker-1</c> to <c>worker-M</c>.</summary>
    public static IReadOnlyList<NodeOptions> Several(int silos, int workers) =>
    [
        .. Enumerable.Range(1, silos)
            .Select(i => new NodeOptions(string.Create(CultureInfo.InvariantCulture, $"silo-{i}"), NodeRole.Control)),
        .. Enumerable.Range(1, workers)
            .Select(i => new NodeOptions(string.Create(CultureInfo.InvariantCulture, $"worker-{i}"), NodeRole.Worker)),
    ];
}
