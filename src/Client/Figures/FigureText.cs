using JsccGrid.Experiments.Curves;

namespace JsccGrid.Client.Figures;

/// <summary>What figures and captions say in words.</summary>
internal static class FigureText
{
    /// <summary>What the error bars are; null where there are none.</summary>
    public static string? Bars(PaperFigure figure)
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
