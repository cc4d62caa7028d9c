namespace JsccGrid.LocalCluster.Nodes;

/// <summary>What a process of the silo program does in a cluster.</summary>
public enum NodeRole
{
    /// <summary>A control silo: hosts grains.</summary>
    Control,
    /// <summary>Trains.</summary>
    Worker,
}
