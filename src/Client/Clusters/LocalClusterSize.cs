using System.Globalization;
using JsccGrid.LocalCluster.Nodes;
using JsccGrid.Silo.Hosting;
using JsccGrid.Worker;

namespace JsccGrid.Client.Clusters;

/// <summary>How large a local cluster shall be; null leaves what was there, or else a default.</summary>
/// <param name="Silos">Control silos.</param>
/// <param name="Workers">Worker processes.</param>
/// <param name="Slots">How many slots each worker has.</param>
/// <param name="CheckpointSeconds">Between checkpoints of a cell.</param>
internal sealed record LocalClusterSize(int? Silos, int? Workers, int? Slots, double? CheckpointSeconds)
{
    private const int Default = 2;

    /// <param name="former">The cluster that was in the folder before.</param>
    public IReadOnlyList<NodeOptions> Nodes(ProcessCluster? former)
    {
        var silos = Silos ?? former?.Silos.Count ?? Default;
        var workers = Workers ?? former?.Workers.Count ?? Default;
        return [.. NodeOptions.Several(silos, workers)
            .Select(node => former?.Nodes.FirstOrDefault(known => known.Name == node.Name)?.Options ?? node)
            .Select(node => node.Role == NodeRole.Worker ? node with { Settings = WorkerSettings(workers, node.Settings) } : node)];
    }

    private Dictionary<string, string> WorkerSettings(int workers, IReadOnlyDictionary<string, string> former)
    {
        var settings = new Dictionary<string, string>(former);
        void Set(string key, IFormattable? given, Func<IFormattable> otherwise)
        {
            if (given is not null || !settings.ContainsKey(key))
                settings[key] = (given ?? otherwise()).ToString(null, CultureInfo.InvariantCulture);
        }
        Set("Worker:Slots", Slots, () => Math.Max(1, MachineCapacity.DefaultSlots("auto") / Math.Max(1, workers)));
        // Slots of one thread each, as in a run without a cluster: sums of another number of threads differ in their last bits.
        Set("Worker:ThreadsPerSlot", null, () => Math.Max(1, MachineCapacity.Cores / MachineCapacity.DefaultSlots("auto")));
        if (CheckpointSeconds is not null) Set("Worker:CheckpointSeconds", CheckpointSeconds, () => 0);
        return settings;
    }
}
