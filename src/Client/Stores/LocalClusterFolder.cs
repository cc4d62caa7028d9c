using JsccGrid.LocalCluster.Nodes;

namespace JsccGrid.Client.Stores;

/// <summary>The folder of a local cluster, as <c>cluster up</c> makes it.</summary>
internal static class LocalClusterFolder
{
    public static readonly string Default = Path.Combine("runs", "cluster");

    /// <summary>The silo program beside this one.</summary>
    public static readonly string Program = Path.Combine(AppContext.BaseDirectory, "JsccGrid.Silo.dll");

    /// <summary>The cluster file, which tells clients how to reach the cluster.</summary>
    public static string AddressFile(string folder) => Path.Combine(folder, "cluster.json");

    /// <summary>Whether anything of a cluster runs, perhaps not all of it.</summary>
    public static bool IsUp(string folder) => File.Exists(AddressFile(folder)) && ProcessCluster.IsUp(folder);
}
