namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>What happened to a cell or stage.</summary>
[GenerateSerializer, Alias("jsccgrid.GridEventKind")]
public enum GridEventKind
{
    Started = 0,
    Committed = 1,
    /// <summary>An attempt failed or its lease was lost; another follows.</summary>
    Retrying = 2,
    Quarantined = 3,
    /// <summary>The lease was given back after a checkpoint.</summary>
    Preempted = 4,
}
