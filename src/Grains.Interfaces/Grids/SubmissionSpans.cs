using System.Diagnostics;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Telemetry;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>The submission of a chunk, in the trace of each of its cells.</summary>
internal sealed class SubmissionSpans : IDisposable
{
    private readonly Stack<Activity> spans = [];

    /// <returns>Null when nobody listens.</returns>
    public static SubmissionSpans? Begin(string grid, IEnumerable<(CellSpec Cell, WorkId Id)> cells)
    {
        if (!WorkTrace.Source.HasListeners()) return null;
        var begun = new SubmissionSpans();
        foreach (var (cell, id) in cells)
        {
            if (WorkTrace.Start("submit", id, cell.Label)?.SetTag("jsccgrid.grid", grid) is { } span) begun.spans.Push(span);
        }
        return begun;
    }

    /// <summary>Ends them, the last first: each puts back the current span it found.</summary>
    public void Dispose()
    {
        while (spans.TryPop(out var span)) span.Dispose();
    }
}
