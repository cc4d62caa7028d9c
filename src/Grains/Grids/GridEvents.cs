using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Grids;

/// <summary>What a change of status means to somebody who watches the grid.</summary>
internal static class GridEvents
{
    /// <returns>Null when it is nothing to report.</returns>
    public static GridEvent? Between(WorkSnapshot before, WorkSnapshot after)
    {
        if (before.Status == WorkStatus.Unknown && after.Status != WorkStatus.Quarantined) return null;
        return after.Status switch
        {
            WorkStatus.Leased => Event(GridEventKind.Started, after, $"attempt {after.Attempt} on {after.Worker} slot {after.Slot}"),
            WorkStatus.Committed => Event(GridEventKind.Committed, after, ""),
            WorkStatus.Quarantined => Event(GridEventKind.Quarantined, after, after.Reason ?? ""),
            _ when after.Failures > before.Failures || after.LostLeases > before.LostLeases =>
                Event(GridEventKind.Retrying, after, after.Reason ?? ""),
            _ when after.Preemptions > before.Preemptions => Event(GridEventKind.Preempted, after, after.Reason ?? ""),
            _ => null,
        };
    }

    private static GridEvent Event(GridEventKind kind, WorkSnapshot view, string text) =>
        new(0, view.Since, kind, view.Work, view.Label, text);
}
