using System.Xml.Linq;
using JsccGrid.Client.Figures;
using JsccGrid.Curves;
using JsccGrid.Curves.Claims;
using JsccGrid.Experiments.Text;
using JsccGrid.Presentation;
using static JsccGrid.Client.Reports.Html;

namespace JsccGrid.Client.Reports;

/// <summary>The report: one page, no script, nothing to load.</summary>
internal static class ReportPage
{
    public static string Render(
        RunReport report, PaperCurves curves,
        IReadOnlyList<Claim> claims, IReadOnlyList<FigureDrawing> figures) => Html.Page(Tag("html", Attribute("lang", "en"),
        Tag("head",
            Tag("meta", Attribute("charset", "utf-8")),
            Tag("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")),
            Tag("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark")),
            Tag("title", $"{report.Grid.Name}: JsccGrid report"),
            Tag("style", FigureFonts.FontFaces + "\n" + ReportStyle.Css)),
        Tag("body", Tag("main",
            Header(report),
            Version(report),
            Status(report),
            ClaimsSection.Render(claims),
            figures.Select(figure => FigureSection.Render(figure, report)),
            OperatingPointsSection.Render(curves, report),
            RunSection.Render(report),
            Tag("footer",
                "Written by JsccGrid. The numbers behind every figure are in ", Tag("code", "curves.csv"), "; rules of the claims in ",
                Tag("code", "docs/claims.md"), ".")))));

    private static XElement Header(RunReport report)
    {
        List<(string Name, string Value)> facts =
        [
            ("Data set", report.Data.Name),
            ("Recipe", report.Grid.Recipe.Name),
            ("JSCC FC starts from", ReportText.FullyConnectedStart(report)),
            (report.Grid.Seeds.Count == 1 ? "Seed" : "Seeds", string.Join(", ", report.Grid.Seeds)),
            ("Cells done", $"{report.Results.Count} of {report.Results.Count + report.Unfinished.Count}"),
        ];
        if (report.WallTime is { } time) facts.Add(("Wall time", ReportText.Duration(time)));
        return Tag("header",
            Tag("p.eyebrow", "Wireless image retrieval · report of a run"),
            Tag("h1", report.Grid.Name),
            report.Grid.Description.Length == 0 ? null : Tag("p.lead", report.Grid.Description),
            Tag("dl.facts", facts.Select(fact => Tag("div", Tag("dt", fact.Name), Tag("dd", fact.Value)))));
    }

    private static XElement? Version(RunReport report) => AlgorithmText.OfGrid(report.Algorithm) is { } former
        ? Tag("p.notice", Tag("strong", "Another version. "), former)
        : null;

    private static XElement? Status(RunReport report)
    {
        if (report.Results.Count == 0)
            return Tag("p.notice", Tag("strong", "No results yet. "),
                "No cell of this grid has finished, so the figures are empty and no claim can be tested.");
        if (report.Unfinished.Count == 0) return null;
        return Tag("p.notice", Tag("strong", "Partial results. "),
            $"{Counted.Text(report.Unfinished.Count, "cell")} of {report.Results.Count + report.Unfinished.Count} without a result; ",
            Tag("a", Attribute("href", "#cells"), "which and why"), ". Figures mark what they lack, and claims that rest on it stay open.");
    }
}
