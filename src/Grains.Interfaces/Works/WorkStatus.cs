namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>Where a cell or a shared stage stands.</summary>
[GenerateSerializer, Alias("jsccgrid.WorkStatus")]
public enum WorkStatus
{
    /// <summary>Not known to the cluster.</summary>
    Unknown = 0,
    /// <summary>A stage it needs is not committed yet.</summary>
    Waiting = 1,
    /// <summary>Waits for a free slot.</summary>
    Ready = 2,
    /// <summary>A worker holds the lease of the current attempt.</summary>
    Leased = 3,
    /// <summary>The last attempt failed or was lost; the next waits for its time.</summary>
    Backoff = 4,
    /// <summary>Every grid that wants it is paused.</summary>
    Paused = 5,
    /// <summary>Its result is in the store.</summary>
    Committed = 6,
    /// <summary>Failed for good; a person may retry it.</summary>
    Quarantined = 7,
    /// <summary>No grid wants it any more.</summary>
    Cancelled = 8,
}
