using System.Globalization;
using JsccGrid.Curves;
using JsccGrid.Experiments.Grids;

namespace JsccGrid.Client.Figures;

/// <summary>What figures and captions say in words.</summary>
internal static class FigureText
{
    /// <summary>The dashed line, in the legend's two lines.</summary>
    public const string Baseline = "re-ID baseline,\nfeatures undisturbed";

    /// <summary>
    /// Where curves lie above the re-ID baseline, and by how much; null where none does. The baseline is no bound: a channel's noise and
    /// a second training can raise the accuracy.
    /// </summary>
    public static string? AboveBaseline(Figure figure)
    {
        if (figure.Baseline is not { } baseline || figure.Definition.Shows != FigureMeasure.Top1) return null;
        var above = figure.Curves
            .Where(curve => !curve.IsIdeal)
            .Select(curve => (Curve: curve, Points: curve.Points.Where(point => point.Top1.Mean > baseline.Top1.Mean).ToList()))
            .Where(curve => curve.Points.Count > 0)
            .Select(curve => string.Create(
                CultureInfo.InvariantCulture,
                $"{(curve.Curve.TrainSnrDb is null ? "" : "the network ")}{curve.Curve.Name} at {Places(figure, curve.Points)}, "
                + $"by up to {100 * (curve.Points.Max(point => point.Top1.Mean) - baseline.Top1.Mean):0.0} points"))
            .ToList();
        return above.Count == 0 ? null : $"Above the re-ID baseline lie {string.Join("; ", above)}";
    }

    /// <summary>A text broken between words into lines of at most so many characters, if its words allow it.</summary>
    public static IEnumerable<string> Lines(string text, int length)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > length)
            {
                yield return line;
                line = "";
            }
            line += line.Length == 0 ? word : $" {word}";
        }
        if (line.Length > 0) yield return line;
    }

    private static string Places(Figure figure, List<CurvePoint> points)
    {
        var places = points.ConvertAll(point => figure.PlaceOf(point.X));
        var kind = figure.Definition.Over == FigureDefinition.TestSnr ? "SNRs" : "places";
        return places.Count > 4 ? $"{places.Count} {kind} from {places[0]} to {places[^1]}" : string.Join(", ", places);
    }

    /// <summary>What the error bars are; null where there are none.</summary>
    public static string? Bars(Figure figure)
    {
        var points = figure.Curves.SelectMany(curve => curve.Points).ToList();
        var seeds = points.Select(point => point.Seeds.Count).DefaultIfEmpty().Max();
        var draws = points.Select(point => point.NoiseDraws).DefaultIfEmpty().Max();
        if (seeds > 1)
        {
            var uneven = points.Exists(point => point.Seeds.Count < seeds) ? "up to " : "";
            return $"Bars: ±1 standard error over {uneven}{seeds} seeds";
        }
        return draws > 1 ? $"Bars: ±1 standard error over {draws} noise draws, one seed" : null;
    }
}
