namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>Where a grid stands.</summary>
[GenerateSerializer, Alias("jsccgrid.GridStatus")]
public enum GridStatus
{
    /// <summary>Not known to the cluster.</summary>
    Unknown = 0,
    /// <summary>Not all chunks have arrived.</summary>
    Submitting = 1,
    Running = 2,
    Paused = 3,
    Cancelled = 4,
    /// <summary>Every cell is committed, quarantined or cancelled.</summary>
    Finished = 5,
}
