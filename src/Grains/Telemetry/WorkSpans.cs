using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Telemetry;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Works;

namespace JsccGrid.Grains.Telemetry;

/// <summary>The life of a cell or stage as spans of its trace: one for each time it spent in a status.</summary>
internal static class WorkSpans
{
    /// <summary>Records the time in the status that has just ended.</summary>
    public static void Record(WorkId work, WorkRecord before, WorkRecord after)
    {
        if (before.Status is WorkStatus.Unknown || before.Status == after.Status) return;
        using var span = WorkTrace.Start(before.Status.ToString().ToLowerInvariant(), work, after.Label, before.Since);
        span?.SetTag("jsccgrid.attempt", before.Attempt)
            .SetTag("jsccgrid.worker", before.Worker)
            .SetTag("jsccgrid.next", after.Status.ToString().ToLowerInvariant())
            .SetTag("jsccgrid.reason", after.Reason)
            .SetEndTime(after.Since.UtcDateTime);
    }
}
