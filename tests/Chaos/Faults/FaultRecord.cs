using JsccGrid.Experiments.Cells;

namespace JsccGrid.Chaos.Faults;

/// <summary>A fault that happened.</summary>
/// <param name="Fault">As planned.</param>
/// <param name="Victim">For people: the process, the cell, the grid.</param>
/// <param name="BeganAt">UTC.</param>
/// <param name="EndedAt">UTC, when everything was in place again.</param>
internal sealed record FaultRecord(PlannedFault Fault, string Victim, DateTimeOffset BeganAt, DateTimeOffset EndedAt)
{
    /// <summary>
    /// From the end of the fault to the first commit that shows it overcome: of the cell struck, by the worker concerned, or of any;
    /// null when the run ended before.
    /// </summary>
    public TimeSpan? Recovery { get; set; }

    /// <summary>The worker whose next commit shows it overcome; null for any.</summary>
    public string? Worker { get; init; }

    /// <summary>The cell or stage that was struck; null when none in particular.</summary>
    public WorkId? Work { get; init; }

    /// <summary>Why it could not be done, as when no training process ran just then; null when it was.</summary>
    public string? Skipped { get; init; }
}
