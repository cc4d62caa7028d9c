using JsccGrid.Experiments.Grids;

namespace JsccGrid.Client.Reports;

/// <summary>What a figure says when it does not show the whole grid.</summary>
internal static class FigureNote
{
    /// <summary>Null when every cell of the figure is there.</summary>
    public static string? Of(FigureDefinition figure, RunReport report)
    {
        var missing = report.Unfinished.Count(unfinished => figure.Has(unfinished.Cell));
        var done = report.Results.Count(result => figure.Has(result.Spec));
        return missing == 0 ? null : $"Partial: {missing} of {done + missing} cells missing";
    }
}
