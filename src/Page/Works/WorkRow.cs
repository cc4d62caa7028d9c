using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;

namespace JsccGrid.Page.Works;

/// <summary>A cell or stage in a list.</summary>
/// <param name="Work">Its id.</param>
/// <param name="Label">For people.</param>
/// <param name="Status">By name.</param>
/// <param name="Reason">Why it is quarantined or why the last attempt ended, in one line.</param>
internal sealed record WorkRow(WorkId Work, string Label, string Status, string? Reason = null)
{
    public static WorkRow Of(WorkSnapshot view) => new(view.Work, view.Label, view.Status.Text(), view.Reason?.Split('\n')[0]);

    public static WorkRow Of(CellSnapshot cell) => new(cell.Work, cell.Spec.Label, cell.Status.Text());
}
