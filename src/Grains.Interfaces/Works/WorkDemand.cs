namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>What a grid wants of a piece of work. The strongest demand of all its grids counts.</summary>
[GenerateSerializer, Alias("jsccgrid.WorkDemand")]
public enum WorkDemand
{
    /// <summary>Nothing: cancelled.</summary>
    None = 0,
    /// <summary>Not now: paused.</summary>
    Hold = 1,
    /// <summary>As soon as a slot is free.</summary>
    Run = 2,
}
