using System.Xml.Linq;
using JsccGrid.Client.Figures;
using JsccGrid.Experiments.Curves;
using static JsccGrid.Client.Reports.Html;

namespace JsccGrid.Client.Reports;

/// <summary>A figure, its caption and its numbers.</summary>
internal static class FigureSection
{
    public static XElement Render(FigureDrawing drawing, PaperCurves curves, RunReport report)
    {
        var figure = drawing.Figure;
        var note = FigureNote.Of(figure.Name, report);
        return Tag("section", Attribute("id", figure.Name.FileName()),
            Tag("h2", $"Fig. {figure.Name.Name()}"),
            Tag("figure",
                drawing.Images is { } images
                    ? new object[] { Tag("div.light", images.Light), Tag("div.dark", images.Dark) }
                    : Tag("p.notice", Tag("strong", "This figure could not be drawn. "), $"{drawing.Problem}. Its values are below and in curves.csv."),
                Tag("figcaption", Caption(figure, curves, report), note is null ? null : Tag("strong", $" {note}."))),
            figure.IsEmpty ? null : Details("Values: top-1 accuracy in percent", Values(figure)));
    }

    private static string Caption(PaperFigure figure, PaperCurves curves, RunReport report)
    {
        var shows = figure.Name switch
        {
            FigureName.Fig4a =>
                $"Top-1 accuracy of every scheme over B = {curves.Settings.Bandwidth} channel uses. JSCC networks are tested at the SNR they "
                + "were trained at. Digital is the best operating point whose measured bits the channel's capacity carries; where none fits, "
                + "the match is random. "
                + $"JSCC FC starts from {ReportText.FullyConnectedStart(report)}.",
            FigureName.Fig4b =>
                $"JSCC AE over B = {curves.Settings.Bandwidth} channel uses: every line is one network, trained at one SNR and tested at all.",
            _ => "JSCC AE over different numbers of channel uses B, tested at the SNR it was trained at.",
        };
        return $"{shows} The dashed line is the re-ID baseline, whose features nothing disturbs. "
            + (FigureText.AboveBaseline(figure) is { } above ? $"{above}. " : "")
            + "The column ∞ is the channel without noise."
            + (FigureText.Bars(figure) is { } bars ? $" {bars}." : "");
    }

    private static XElement Values(PaperFigure figure)
    {
        var snrs = figure.Curves.SelectMany(curve => curve.Points).Select(point => point.SnrDb).Distinct().Order();
        var rows = snrs.Select(snr => (IReadOnlyList<object?>)
            [ReportText.Decibels(snr), .. figure.Curves.Select(curve => ReportText.Percent(curve.At(snr)))]);
        var table = Table(["#SNR (dB)", .. figure.Curves.Select(curve => "#" + FigureText.Name(curve))], rows);
        if (figure.Baseline is not { } baseline) return Tag("div", table);
        return Tag("div", table, Tag("p.small",
            $"re-ID baseline, features undisturbed: {ReportText.Percent(baseline)} ({ReportText.Count(baseline.Seeds.Count, "seed")})."));
    }
}
