using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;

namespace JsccGrid.Page.Grids;

/// <summary>A grid in a list, and the head of its own page.</summary>
internal record GridView
{
    public GridView(GridSnapshot grid)
    {
        Name = grid.Name;
        Status = grid.Status.Text();
        Priority = grid.Priority;
        SubmittedAt = grid.SubmittedAt;
        Cells = StatusCountsView.Of(grid.Cells);
        Stages = StatusCountsView.Of(grid.Stages);
        Unreported = grid.Unreported;
    }

    public string Name { get; }

    public string Status { get; }

    public int Priority { get; }

    /// <summary>UTC, of the last submission.</summary>
    public DateTimeOffset SubmittedAt { get; }

    public StatusCountsView Cells { get; }

    /// <summary>Shared stages, each counted once.</summary>
    public StatusCountsView Stages { get; }

    /// <summary>Cells that are in none of the counts yet.</summary>
    public int Unreported { get; }
}
