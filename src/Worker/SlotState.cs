using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Worker;

/// <summary>What a slot is doing, for display. Written by the slot, read by the worker's report.</summary>
internal sealed class SlotState(int slot)
{
    private volatile SlotSnapshot view = new() { Slot = slot, Activity = SlotActivity.Idle };

    public SlotSnapshot Snapshot => view;

    /// <summary>As <see cref="Snapshot"/>, but for one that can do nothing while the store is in trouble.</summary>
    /// <param name="trouble">What keeps the store from working; null when nothing does.</param>
    public SlotSnapshot SnapshotUnder(string? trouble) =>
        view is { Work: not null, Activity: not SlotActivity.Training } now && trouble is not null
        ? now with { Activity = SlotActivity.WaitingForStore, Trouble = trouble }
        : view;

    public void Idle() => view = new SlotSnapshot { Slot = view.Slot, Activity = SlotActivity.Idle };

    /// <summary>Takes no work for a while.</summary>
    public void Pause(string reason) => view = new SlotSnapshot { Slot = view.Slot, Activity = SlotActivity.Unfit, Trouble = reason };

    public void Begin(WorkLease lease, DateTimeOffset now) => view = new SlotSnapshot
    {
        Slot = view.Slot,
        Activity = SlotActivity.Preparing,
        Work = lease.Work,
        Label = lease.Spec.Label,
        Grid = lease.Grid,
        Attempt = lease.Attempt,
        Since = now,
    };

    public void SetActivity(SlotActivity activity) => view = view with { Activity = activity };

    public void Train(WorkProgress progress) => view = view with { Activity = SlotActivity.Training, Progress = progress };
}
