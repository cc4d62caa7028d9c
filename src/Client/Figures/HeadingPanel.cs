using ScottPlot;

namespace JsccGrid.Client.Figures;

/// <summary>Lines of text above the data, flush left with the figure.</summary>
/// <param name="lines">From the top.</param>
internal sealed class HeadingPanel(IReadOnlyList<LabelStyle> lines) : IPanel
{
    private const float LineSpacing = 1.45f;
    private const float Inset = 7;
    private const float Below = 6;

    public bool IsVisible { get; set; } = true;

    public float MinimumSize { get; set; }

    public float MaximumSize { get; set; } = float.MaxValue;

    public bool ShowDebugInformation { get; set; }

    public Edge Edge => Edge.Top;

    public float Measure(Paint paint) => Inset + Below + lines.Sum(line => line.FontSize * LineSpacing);

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) =>
        new(dataRect.Left, dataRect.Right, dataRect.Top - offset, dataRect.Top - offset - size);

    public void Render(RenderPack rp, float size, float offset)
    {
        var top = rp.DataRect.Top - offset - size + Inset;
        foreach (var line in lines)
        {
            line.Alignment = Alignment.UpperLeft;
            line.Render(rp.Canvas, new Pixel(Inset, top), rp.Paint);
            top += line.FontSize * LineSpacing;
        }
    }
}
