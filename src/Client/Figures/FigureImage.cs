using JsccGrid.Curves;
using ScottPlot;

namespace JsccGrid.Client.Figures;

/// <summary>Renders figures to images, with no display.</summary>
internal static class FigureImage
{
    /// <summary>Pixels.</summary>
    public const int Width = 1400;

    /// <summary>Pixels.</summary>
    public const int Height = 1000;

    /// <inheritdoc cref="FigurePlot.Create"/>
    public static FigureImages All(Figure figure, double? chanceTop1, string? note) => new(
        Png(figure, chanceTop1, note), SvgFile(figure, chanceTop1, note),
        Svg(figure, chanceTop1, note, FigureTheme.Light).Root, Svg(figure, chanceTop1, note, FigureTheme.Dark).Root);

    /// <inheritdoc cref="FigurePlot.Create"/>
    public static byte[] Png(Figure figure, double? chanceTop1, string? note)
    {
        using var plot = FigurePlot.Create(figure, chanceTop1, note, FigureTheme.Light);
        return plot.GetImageBytes(Width, Height, ImageFormat.Png);
    }

    /// <summary>A document for a file of its own, with its typeface.</summary>
    public static string SvgFile(Figure figure, double? chanceTop1, string? note) =>
        Svg(figure, chanceTop1, note, FigureTheme.Light).ToFile(FigureFonts.FontFaces);

    /// <inheritdoc cref="FigurePlot.Create"/>
    public static SvgImage Svg(Figure figure, double? chanceTop1, string? note, FigureTheme theme)
    {
        using var plot = FigurePlot.Create(figure, chanceTop1, note, theme);
        var name = figure.Definition.FileName + (theme.IsDark ? "-dark" : "");
        return new SvgImage(
            plot.GetSvgXml(Width, Height), name, figure.Definition.Title,
            $"{figure.Subtitle}. {figure.Shown} against {figure.Over}.");
    }
}
