namespace JsccGrid.Chaos.Faults;

/// <summary>A fault that happened.</summary>
/// <param name="Fault">As planned.</param>
/// <param name="Victim">For people: the process, the cell, the grid.</param>
/// <param name="BeganAt">UTC.</param>
/// <param name="EndedAt">UTC, when everything was in place again.</param>
internal sealed record FaultRecord(PlannedFault Fault, string Victim, DateTimeOffset BeganAt, DateTimeOffset EndedAt)
{
    /// <summary>
    /// From the end of the fault to the first commit that shows it overcome: by the worker concerned, or by any; null when the run
    /// ended before.
    /// </summary>
    public TimeSpan? Recovery { get; set; }

    /// <summary>Why it could not be done, as when no training process ran just then; null when it was.</summary>
    public string? Skipped { get; init; }
}
