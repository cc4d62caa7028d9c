using JsccGrid.Experiments.Curves;

namespace JsccGrid.Client.Reports;

/// <summary>What a figure says when it does not show the whole grid.</summary>
internal static class FigureNote
{
    /// <summary>Null when every cell of the figure is there.</summary>
    public static string? Of(FigureName figure, RunReport report)
    {
        var missing = report.Unfinished.Count(unfinished => figure.Shows(unfinished.Cell, report.Grid.Figures));
        var done = report.Results.Count(result => figure.Shows(result.Spec, report.Grid.Figures));
        return missing == 0 ? null : $"Partial: {missing} of {done + missing} cells missing";
    }
}
