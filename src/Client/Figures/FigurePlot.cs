using System.Globalization;
using JsccGrid.Experiments.Curves;
using JsccGrid.Experiments.Units;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace JsccGrid.Client.Figures;

/// <summary>Lays out one figure of the paper: top-1 accuracy in percent against channel SNR in dB, the legend beside the data.</summary>
internal static class FigurePlot
{
    private const float FontSize = 13;
    private const float LineWidth = 1.8f;
    private const float MarkerSize = 8;

    /// <param name="figure">The data.</param>
    /// <param name="chanceTop1">Fraction in [0, 1]; null to leave it out.</param>
    /// <param name="note">What a reader must know at once (cells are missing), or null.</param>
    /// <param name="theme">Colours.</param>
    public static Plot Create(PaperFigure figure, double? chanceTop1, string? note, FigureTheme theme)
    {
        FigureFonts.Register();
        var plot = new Plot { ScaleFactor = 2 };
        var axis = new SnrAxis(figure.Curves.SelectMany(curve => curve.Points).Select(point => point.SnrDb));
        var top = Top(figure);
        Style(plot, theme);
        Frame(plot, axis, top, theme);
        Titles(plot, figure, note, theme);
        if (figure.IsEmpty)
        {
            var message = plot.Add.Text("No results yet", (axis.Left + axis.Right) / 2, top / 2);
            message.LabelStyle = Label("No results yet", theme.Muted, FontSize + 5, bold: false);
            message.LabelAlignment = Alignment.MiddleCenter;
        }
        References(plot, figure, chanceTop1, theme);
        for (var i = figure.Curves.Count - 1; i >= 0; i--) Draw(plot, figure, i, axis, theme);
        Legend(plot, figure, chanceTop1, theme);
        return plot;
    }

    private static void Style(Plot plot, FigureTheme theme)
    {
        plot.FigureBackground.Color = theme.Background;
        plot.DataBackground.Color = theme.Background;
        plot.Axes.Color(theme.Muted);
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = theme.Grid;
        plot.Grid.MajorLineWidth = 1;
    }

    private static void Frame(Plot plot, SnrAxis axis, double top, FigureTheme theme)
    {
        plot.Axes.Bottom.TickGenerator = Ticks(axis.Ticks());
        var step = top > 50 ? 10 : 5;
        plot.Axes.Left.TickGenerator = Ticks(Enumerable.Range(0, (int)(top / step) + 1)
            .Select(level => ((double)(level * step), (level * step).ToString(CultureInfo.InvariantCulture))));
        foreach (var side in new[] { plot.Axes.Bottom, (IAxis)plot.Axes.Left })
        {
            side.TickLabelStyle.FontName = FigureFonts.Family;
            side.TickLabelStyle.FontSize = FontSize;
            side.TickLabelStyle.ForeColor = theme.Text;
            side.MajorTickStyle.Length = 4;
            side.MinorTickStyle.Length = 0;
        }
        if (axis.HasNoiseless)
        {
            var column = plot.Add.HorizontalSpan(axis.ColumnLeft, axis.Right);
            column.FillStyle.Color = theme.Band;
            column.LineStyle.Width = 0;
            var gap = plot.Add.HorizontalSpan(axis.FiniteRight, axis.ColumnLeft);
            gap.FillStyle.Color = theme.Background;
            gap.LineStyle.Width = 0;
        }
        plot.Axes.SetLimits(axis.Left, axis.Right, 0, top);
    }

    private static NumericManual Ticks(IEnumerable<(double Position, string Label)> ticks) =>
        new([.. ticks.Select(tick => new Tick(tick.Position, tick.Label))]);

    private static void Titles(Plot plot, PaperFigure figure, string? note, FigureTheme theme)
    {
        plot.Axes.Bottom.Label.Text = "Channel SNR (dB)";
        plot.Axes.Left.Label.Text = "Top-1 accuracy (%)";
        foreach (var label in new[] { plot.Axes.Bottom.Label, plot.Axes.Left.Label })
        {
            label.FontName = FigureFonts.Family;
            label.FontSize = FontSize + 1;
            label.Bold = false;
            label.ForeColor = theme.Text;
        }
        plot.Axes.Title.IsVisible = false;
        List<LabelStyle> heading =
        [
            Label(figure.Title, theme.Text, FontSize + 4, bold: true),
            Label(figure.Subtitle, theme.Muted, FontSize, bold: false),
        ];
        if (FigureText.Bars(figure) is { } bars) heading.Add(Label(bars, theme.Muted, FontSize, bold: false));
        if (note is not null) heading.Add(Label(note, theme.Warning, FontSize, bold: true));
        plot.Axes.AddPanel(new HeadingPanel(heading));
    }

    private static void References(Plot plot, PaperFigure figure, double? chanceTop1, FigureTheme theme)
    {
        if (figure.Baseline is { } baseline)
        {
            if (baseline.ErrorBar != ErrorBar.None)
            {
                var (mean, error) = baseline.Top1;
                var band = plot.Add.VerticalSpan(100 * (mean - error), 100 * (mean + error));
                band.FillStyle.Color = theme.Muted.WithAlpha(0.18);
                band.LineStyle.Width = 0;
            }
            plot.Add.HorizontalLine(100 * baseline.Top1.Mean, LineWidth, theme.Text, LinePattern.Dashed);
        }
        if (!figure.IsEmpty && chanceTop1 is { } chance) plot.Add.HorizontalLine(100 * chance, 1.2f, theme.Muted, LinePattern.Dotted);
    }

    private static void Draw(Plot plot, PaperFigure figure, int index, SnrAxis axis, FigureTheme theme)
    {
        var curve = figure.Curves[index];
        var style = CurveStyles.Of(figure, index, theme);
        var finite = curve.FinitePoints.ToList();
        if (curve.Steps.Count > 0)
        {
            var stairs = plot.Add.Scatter(
                curve.Steps.Select(step => step.FromSnrDb.Value).ToArray(), curve.Steps.Select(step => 100 * step.Top1).ToArray(), style.Color);
            stairs.ConnectStyle = ConnectStyle.StepHorizontal;
            stairs.MarkerSize = 0;
            stairs.LineWidth = LineWidth;
        }
        else if (finite.Count > 1)
        {
            var line = plot.Add.ScatterLine(
                finite.Select(point => point.SnrDb.Value).ToArray(), finite.Select(point => 100 * point.Top1.Mean).ToArray(), style.Color);
            line.LineWidth = LineWidth;
        }
        var columns = figure.Curves.Where(other => other.Points[^1].SnrDb.IsNoiseless).ToList();
        var xs = curve.Points.Select(point => axis.Position(point.SnrDb, columns.IndexOf(curve), columns.Count)).ToArray();
        var ys = curve.Points.Select(point => 100 * point.Top1.Mean).ToArray();
        var errors = plot.Add.ErrorBar(xs, ys, [.. curve.Points.Select(point => 100 * point.Top1.StandardError)]);
        errors.Color = style.Color;
        errors.LineWidth = 1.3f;
        errors.CapSize = 3;
        var markers = plot.Add.ScatterPoints(xs, ys, style.Color);
        markers.MarkerStyle = Marker(style, theme);
    }

    private static void Legend(Plot plot, PaperFigure figure, double? chanceTop1, FigureTheme theme)
    {
        plot.Legend.DisplayPlottableLegendItems = false;
        plot.Legend.FontName = FigureFonts.Family;
        plot.Legend.FontSize = FontSize;
        plot.Legend.FontColor = theme.Text;
        plot.Legend.BackgroundColor = theme.Background;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.SymbolWidth = 26;
        var items = plot.Legend.ManualItems;
        if (Heading(figure.Name) is { } heading && figure.Curves.Count > 0)
            items.Add(new LegendItem { LabelText = heading, LabelBold = true, LabelOffsetX = -plot.Legend.SymbolWidth });
        for (var i = 0; i < figure.Curves.Count; i++)
        {
            var style = CurveStyles.Of(figure, i, theme);
            items.Add(new LegendItem
            {
                LabelText = figure.Curves[i].Title,
                LineStyle = new LineStyle { Color = style.Color, Width = LineWidth },
                MarkerStyle = Marker(style, theme),
            });
        }
        if (figure.Baseline is not null) items.Add(Line(FigureText.Baseline, theme.Text, LineWidth, LinePattern.Dashed));
        if (!figure.IsEmpty && chanceTop1 is not null) items.Add(Line("Chance", theme.Muted, 1.2f, LinePattern.Dotted));
        if (items.Count == 0) return;
        var panel = plot.ShowLegend(Edge.Right);
        panel.Alignment = Alignment.UpperLeft;
        panel.Padding = new PixelPadding(6, 0, 0, 0);
    }

    private static LegendItem Line(string text, Color color, float width, LinePattern pattern) =>
        new() { LabelText = text, LineStyle = new LineStyle { Color = color, Width = width, Pattern = pattern } };

    private static string? Heading(FigureName figure) => figure switch
    {
        FigureName.Fig4b => "Trained at",
        FigureName.Fig4c => "Channel uses",
        _ => null,
    };

    private static MarkerStyle Marker(CurveStyle style, FigureTheme theme) => new(style.Marker, MarkerSize, style.Color)
    {
        OutlineColor = style.Color,
        OutlineWidth = 1.6f,
        FillColor = style.IsHollow ? theme.Background : style.Color,
    };

    private static LabelStyle Label(string text, Color color, float size, bool bold) =>
        new() { Text = text, FontName = FigureFonts.Family, FontSize = size, ForeColor = color, Bold = bold };

    private static double Top(PaperFigure figure)
    {
        var highest = figure.Curves.SelectMany(curve => curve.Points).Append(figure.Baseline).OfType<CurvePoint>()
            .Select(point => 100 * (point.Top1.Mean + point.Top1.StandardError)).DefaultIfEmpty(95).Max();
        return Math.Min(102, 10 * Math.Ceiling((highest + 3) / 10));
    }
}
