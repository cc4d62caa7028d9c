using System.Xml.Linq;
using JsccGrid.Curves;

namespace JsccGrid.Client.Figures;

/// <summary>A figure as images, or why it could not be drawn.</summary>
internal sealed record FigureDrawing
{
    public required Figure Figure { get; init; }

    public FigureImages? Images { get; private init; }

    /// <summary>Why there are no images; null when there are.</summary>
    public string? Problem { get; private init; }

    /// <summary>A picture never costs a result: whatever goes wrong with it is caught here.</summary>
    /// <param name="figure">What to draw.</param>
    /// <param name="draw">Draws it.</param>
    public static FigureDrawing Of(Figure figure, Func<Figure, FigureImages> draw)
    {
        try
        {
            return new FigureDrawing { Figure = figure, Images = draw(figure) };
        }
        catch (Exception exception)
        {
            // The libraries that draw wrap what their native parts lack in exceptions of the runtime.
            return new FigureDrawing
            {
                Figure = figure,
                Problem = exception.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.')
            };
        }
    }
}

/// <summary>One figure in every form it is published in.</summary>
/// <param name="Png">A file's content.</param>
/// <param name="Svg">A file's content.</param>
/// <param name="Light">For pages on a light ground.</param>
/// <param name="Dark">For pages on a dark ground.</param>
internal sealed record FigureImages(byte[] Png, string Svg, XElement Light, XElement Dark);
