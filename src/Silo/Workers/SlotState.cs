using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Silo.Workers;

/// <summary>What a slot is doing, for display. Written by the slot, read by the worker's report.</summary>
internal sealed class SlotState(int slot)
{
    /// <summary>The activity of a slot whose training process has reported progress.</summary>
    public const string Training = "training";

    private volatile SlotView view = new() { Slot = slot, Activity = "idle" };

    public SlotView View => view;

    /// <summary>As <see cref="View"/>, but for one that can do nothing while the store is in trouble.</summary>
    /// <param name="trouble">What keeps the store from working; null when nothing does.</param>
    public SlotView ViewUnder(string? trouble) => view is { Work: not null, Activity: not Training } now && trouble is not null
        ? now with { Activity = $"waits for the store: {trouble}" }
        : view;

    public void Idle() => view = new SlotView { Slot = view.Slot, Activity = "idle" };

    /// <summary>Takes no work for a while.</summary>
    public void Pause(string reason) => view = new SlotView { Slot = view.Slot, Activity = $"unfit: {reason}" };

    public void Begin(WorkLease lease, DateTimeOffset now) => view = new SlotView
    {
        Slot = view.Slot,
        Activity = "preparing",
        Work = lease.Work,
        Label = lease.Spec.Label,
        Grid = lease.Grid,
        Attempt = lease.Attempt,
        Since = now,
    };

    public void Do(string activity) => view = view with { Activity = activity };

    /// <summary>How far an attempt is; null when the slot has turned to other work.</summary>
    public WorkProgress? ProgressOf(WorkLease lease) => view is { } now && now.Work == lease.Work && now.Attempt == lease.Attempt ? now.Progress : null;

    public void Train(WorkProgress progress) => view = view with { Activity = Training, Progress = progress };
}
