namespace JsccGrid.Chaos.Cluster;

/// <summary>What the store of a cluster is.</summary>
internal enum StoreKind
{
    /// <summary>A container of the emulator of Azure Blob storage.</summary>
    Azurite,
    /// <summary>A folder that all silos and workers share.</summary>
    Folder,
}
