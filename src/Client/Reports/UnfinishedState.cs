namespace JsccGrid.Client.Reports;

/// <summary>Why a cell of the grid has no result.</summary>
public enum UnfinishedState
{
    /// <summary>Not run yet, or interrupted.</summary>
    Missing,
    /// <summary>Given up after repeated failures.</summary>
    Quarantined,
}
