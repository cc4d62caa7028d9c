using System.Xml.Linq;
using JsccGrid.Client.Figures;
using JsccGrid.Curves;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Text;
using static JsccGrid.Client.Reports.Html;

namespace JsccGrid.Client.Reports;

/// <summary>A figure, its caption and its numbers.</summary>
internal static class FigureSection
{
    public static XElement Render(FigureDrawing drawing, RunReport report)
    {
        var figure = drawing.Figure;
        var note = FigureNote.Of(figure.Definition, report);
        var id = figure.Definition.IsOfThePaper ? figure.Definition.FileName : $"figure-{figure.Definition.Name}";
        return Tag("section", Attribute("id", id),
            Tag("h2", figure.Definition.Heading),
            Tag("figure",
                drawing.Images is { } images
                    ? new object[] { Tag("div.light", images.Light), Tag("div.dark", images.Dark) }
                    : Tag("p.notice",
                        Tag("strong", "This figure could not be drawn. "), $"{drawing.Problem}. Its values are below and in curves.csv."),
                Tag("figcaption", Caption(figure), note is null ? null : Tag("strong", $" {note}."))),
            figure.IsEmpty ? null : Details($"Values: {figure.Shown}", Values(figure)));
    }

    private static string Caption(Figure figure)
    {
        string?[] sentences =
        [
            figure.Definition.Caption.TrimEnd('.'),
            .. figure.Notes,
            figure.Curves.Any(curve => curve.IsIdeal)
                ? "Thin lines suppose that digital takes no more bits than an ideal coder would under its density model"
                : null,
            figure.Baseline is null ? null : "The dashed line is the re-ID baseline, whose features nothing disturbs",
            FigureText.AboveBaseline(figure),
            figure.Curves.Any(curve => curve.Points.Any(point => double.IsInfinity(point.X)))
                ? "The column ∞ is the channel without noise"
                : null,
            FigureText.Bars(figure),
        ];
        return string.Join(" ", sentences.Where(sentence => !string.IsNullOrEmpty(sentence)).Select(sentence => $"{sentence}."));
    }

    private static XElement Values(Figure figure)
    {
        var places = figure.Curves.SelectMany(curve => curve.Points).Select(point => point.X).Distinct().Order();
        var rows = places.Select(place => (IReadOnlyList<object?>)
        [
            ReportText.Place(place),
            .. figure.Curves.Select(curve => ReportText.Value(figure, curve.Points.FirstOrDefault(point => point.X == place))),
        ]);
        var over = figure.Definition.Over == FigureDefinition.TestSnr ? "SNR (dB)" : figure.Over;
        var table = Table([$"#{over}", .. figure.Curves.Select(curve => "#" + curve.Name)], rows);
        if (figure.Baseline is not { } baseline) return Tag("div", table);
        return Tag("div", table, Tag("p.small",
            $"re-ID baseline, features undisturbed: {ReportText.Value(figure, baseline)} "
            + $"({Counted.Text(baseline.Seeds.Count, "seed")})."));
    }
}
