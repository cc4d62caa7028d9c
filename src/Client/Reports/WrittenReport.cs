using JsccGrid.Curves;
using JsccGrid.Curves.Claims;

namespace JsccGrid.Client.Reports;

/// <summary>What was written, and what it says.</summary>
/// <param name="ReportPath">report.html.</param>
/// <param name="Files">Every file, the report last.</param>
/// <param name="Curves">The data of the figures.</param>
/// <param name="Claims">The paper's claims on these data.</param>
public sealed record WrittenReport(string ReportPath, IReadOnlyList<string> Files, PaperCurves Curves, IReadOnlyList<Claim> Claims)
{
    /// <summary>Figures that could not be drawn or stored, one sentence each with the reason.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
