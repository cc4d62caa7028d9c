namespace JsccGrid.LocalCluster.Nodes;

/// <summary>What all nodes of a local cluster share.</summary>
/// <param name="Id">The id of the cluster.</param>
/// <param name="Redis">Connection string.</param>
/// <param name="StoreConnectionString">The connection string of the storage account.</param>
/// <param name="Container">In the storage account.</param>
/// <param name="Address">The address that nodes listen on, unless they have their own.</param>
/// <param name="Folder">For logs and scratch space; absolute.</param>
/// <param name="Program">Path of the silo program's assembly.</param>
/// <param name="IsDetached">Whether nodes outlive the process that starts them.</param>
internal sealed record NodeSurroundings(
    string Id, string Redis, string StoreConnectionString, string Container, string Address, string Folder,
    string Program, bool IsDetached);
