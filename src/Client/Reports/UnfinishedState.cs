namespace JsccGrid.Client.Reports;

/// <summary>Why a cell of the grid has no result.</summary>
public enum UnfinishedState
{
    /// <summary>Not run yet, or interrupted.</summary>
    Missing,
    /// <summary>Given up after repeated failures.</summary>
    Quarantined,
    /// <summary>It was committed, and the store has lost every good copy of its result.</summary>
    Damaged,
}
