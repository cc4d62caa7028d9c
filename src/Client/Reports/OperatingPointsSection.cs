using System.Globalization;
using System.Xml.Linq;
using JsccGrid.Curves;
using JsccGrid.Experiments.Text;
using static JsccGrid.Client.Reports.Html;

namespace JsccGrid.Client.Reports;

/// <summary>What each digital network costs and gives.</summary>
internal static class OperatingPointsSection
{
    /// <summary>Null without digital results.</summary>
    public static XElement? Render(PaperCurves curves, RunReport report)
    {
        if (curves.OperatingPoints.Count == 0) return null;
        var collapsed = curves.OperatingPoints.Count(point => point.CollapsedSeeds > 0);
        return Tag("section", Attribute("id", "digital"),
            Tag("h2", "Digital operating points"),
            Tag("p", "Bits per query as the range coder wrote them, beside what an ideal coder would need under the learned "
                + $"density; the SNR at which B = {report.Grid.Figures.Bandwidth} channel uses with white Gaussian noise carry the "
                + "measured bits (C = ½ log₂(1 + SNR) a use); and the accuracy once delivered."
                + (collapsed == 0
                    ? ""
                    : $" Collapsed ({Counted.Text(collapsed, "point")}): the accuracy is not clearly above chance, or "
                        + "less than a tenth of what the re-ID baseline is above it. "
                        + "Few bits fit through any channel, but these deliver nothing.")),
            Table(["Backbone", "#Dimension", "#λ", "#Bits measured", "#Bits ideal", "#Required SNR (dB)", "#Top-1 (%)", "#Seeds", "State"],
                curves.OperatingPoints.Select(Row)));
    }

    private static IReadOnlyList<object?> Row(DigitalOperatingPoint point) =>
    [
        point.BackboneWeights,
        point.LatentDimension.ToString(CultureInfo.InvariantCulture),
        ReportText.Number(point.Lambda),
        point.MeasuredBits.Mean.ToString("0.0", CultureInfo.InvariantCulture),
        point.IdealBits.Mean.ToString("0.0", CultureInfo.InvariantCulture),
        ReportText.Decibels(point.RequiredSnrDb),
        ReportText.Percent(point.Delivered),
        point.Delivered.Seeds.Count.ToString(CultureInfo.InvariantCulture),
        point.CollapsedSeeds == 0 ? "delivers"
            : point.IsCollapsed ? "collapsed"
            : $"collapsed in {point.CollapsedSeeds} of {Counted.Text(point.Delivered.Seeds.Count, "seed")}",
    ];
}
