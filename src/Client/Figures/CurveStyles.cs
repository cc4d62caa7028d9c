using JsccGrid.Experiments.Curves;
using JsccGrid.Experiments.Schemes;
using ScottPlot;

namespace JsccGrid.Client.Figures;

/// <summary>
/// Colours and markers of curves. Methods: the colour-blind safe palette of Okabe and Ito (2008). SNRs and bandwidths have an order,
/// and so have their colours (viridis, without the end that the background swallows). Up to ten curves of a figure have ten different markers.
/// </summary>
internal static class CurveStyles
{
    private static readonly MarkerShape[] Markers =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown,
    ];

    public static CurveStyle Of(PaperFigure figure, int index, FigureTheme theme) => figure.Name == FigureName.Fig4a
        ? Method(figure.Curves[index].Scheme, theme)
        : new CurveStyle(Ordered(index, figure.Curves.Count, theme), Markers[index % Markers.Length], IsHollow: index / Markers.Length % 2 == 1);

    private static CurveStyle Method(Scheme scheme, FigureTheme theme)
    {
        if (scheme == Scheme.JsccAe) return Style("#56B4E9", "#0072B2", MarkerShape.FilledCircle);
        if (scheme == Scheme.JsccFc) return Style("#F0A35E", "#D55E00", MarkerShape.FilledSquare);
        if (scheme == Scheme.Digital) return Style("#2FC79A", "#009E73", MarkerShape.FilledTriangleUp);
        throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "A curve is of a scheme that crosses the channel.");

        CurveStyle Style(string dark, string light, MarkerShape marker) =>
            new(Color.FromHex(theme.IsDark ? dark : light), marker, IsHollow: false);
    }

    private static Color Ordered(int index, int count, FigureTheme theme)
    {
        var (from, to) = theme.IsDark ? (0.35, 1.0) : (0.0, 0.85);
        var share = count == 1 ? 0.5 : (double)index / (count - 1);
        return new ScottPlot.Colormaps.Viridis().GetColor(from + (share * (to - from)));
    }
}
