using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;

namespace JsccGrid.Page.Workers;

/// <summary>A slot as the page draws it.</summary>
internal sealed record SlotRow
{
    public SlotRow(string worker, SlotSnapshot slot)
    {
        Worker = worker;
        Slot = slot.Slot;
        Activity = slot.Text();
        Work = slot.Work;
        Label = slot.Label;
        Grid = slot.Grid;
        Attempt = slot.Attempt;
        Since = slot.Since;
        Progress = slot.Progress;
    }

    public string Worker { get; }

    public int Slot { get; }

    /// <summary>What it does, for people; <c>training</c> when it reports progress.</summary>
    public string Activity { get; }

    /// <summary>Null when idle, as what follows.</summary>
    public WorkId? Work { get; }

    public string? Label { get; }

    public string? Grid { get; }

    public int Attempt { get; }

    /// <summary>UTC, when the attempt began.</summary>
    public DateTimeOffset? Since { get; }

    public WorkProgress? Progress { get; }
}
