using System.Globalization;
using JsccGrid.Curves;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Results;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace JsccGrid.Client.Figures;

/// <summary>
/// Lays out one figure: accuracy in percent, or bits, against channel SNR in dB or a coordinate; the legend beside the data.
/// </summary>
internal static class FigurePlot
{
    private static readonly int[] Steps = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000];

    private const float FontSize = 13;

    /// <summary>Characters that fit above the figure in one line.</summary>
    private const int TitleLength = 72;
    private const int SubtitleLength = 96;
    private const int LegendLength = 26;

    /// <summary>Rows of the legend are as high as the highest: of so many lines none is broken in two, or the last would not fit.</summary>
    private const int MostBroken = 8;

    private const float LineWidth = 1.8f;
    private const float ThinLineWidth = 0.8f;
    private const float MarkerSize = 8;

    /// <param name="figure">The data.</param>
    /// <param name="chanceTop1">Fraction in [0, 1]; null to leave it out.</param>
    /// <param name="note">What a reader must know at once (cells are missing), or null.</param>
    /// <param name="theme">Colours.</param>
    public static Plot Create(Figure figure, double? chanceTop1, string? note, FigureTheme theme)
    {
        FigureFonts.Register();
        var plot = new Plot { ScaleFactor = 2 };
        var xs = figure.Curves.SelectMany(curve => curve.Points).Select(point => point.X).ToList();
        var axis = new HorizontalAxis(xs, isLogarithmic: figure.IsLogarithmic && xs.TrueForAll(x => x > 0));
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
        foreach (var curve in figure.Curves.Reverse()) Draw(plot, figure, curve, axis, theme);
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

    private static void Frame(Plot plot, HorizontalAxis axis, double top, FigureTheme theme)
    {
        plot.Axes.Bottom.TickGenerator = Ticks(axis.Ticks());
        var step = Steps.First(candidate => top / candidate <= 11);
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

    private static void Titles(Plot plot, Figure figure, string? note, FigureTheme theme)
    {
        plot.Axes.Bottom.Label.Text = figure.Over;
        plot.Axes.Left.Label.Text = figure.Shown;
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
            .. FigureText.Lines(figure.Definition.Title, TitleLength).Select(line => Label(line, theme.Text, FontSize + 4, bold: true)),
            .. FigureText.Lines(figure.Subtitle, SubtitleLength).Select(line => Label(line, theme.Muted, FontSize, bold: false)),
        ];
        if (FigureText.Bars(figure) is { } bars) heading.Add(Label(bars, theme.Muted, FontSize, bold: false));
        if (note is not null) heading.Add(Label(note, theme.Warning, FontSize, bold: true));
        plot.Axes.AddPanel(new HeadingPanel(heading));
    }

    private static void References(Plot plot, Figure figure, double? chanceTop1, FigureTheme theme)
    {
        if (figure.Baseline is { } baseline && figure.ValueOf(baseline) is var (mean, error))
        {
            if (baseline.ErrorBar != ErrorBar.None)
            {
                var band = plot.Add.VerticalSpan(100 * (mean - error), 100 * (mean + error));
                band.FillStyle.Color = theme.Muted.WithAlpha(0.18);
                band.LineStyle.Width = 0;
            }
            plot.Add.HorizontalLine(100 * mean, LineWidth, theme.Text, LinePattern.Dashed);
        }
        if (HasChance(figure) && chanceTop1 is { } chance) plot.Add.HorizontalLine(100 * chance, 1.2f, theme.Muted, LinePattern.Dotted);
    }

    /// <summary>Chance is known for top-1 alone.</summary>
    private static bool HasChance(Figure figure) => !figure.IsEmpty && figure.Definition.Shows == FigureMeasure.Top1;

    private static void Draw(Plot plot, Figure figure, Curve curve, HorizontalAxis axis, FigureTheme theme)
    {
        var scale = figure.Scale;
        var style = CurveStyles.Of(figure, curve);
        var colour = ColourOf(style, theme);
        var finite = curve.Points.Where(point => double.IsFinite(point.X)).ToList();
        if (curve.Steps.Count > 0)
        {
            var stairs = plot.Add.Scatter(
                curve.Steps.Select(step => step.FromSnrDb.Value).ToArray(), curve.Steps.Select(step => 100 * step.Top1).ToArray(), colour);
            stairs.ConnectStyle = ConnectStyle.StepHorizontal;
            stairs.MarkerSize = 0;
            stairs.LineWidth = WidthOf(style);
        }
        else if (finite.Count > 1)
        {
            var line = plot.Add.ScatterLine(
                finite.Select(point => axis.Position(point.X)).ToArray(),
                finite.Select(point => scale * Value(point).Mean).ToArray(),
                colour);
            line.LineWidth = WidthOf(style);
        }
        if (style.IsThin) return;
        var columns = figure.Curves.Where(other => double.IsInfinity(other.Points[^1].X) && !other.IsIdeal).ToList();
        var xs = curve.Points.Select(point => axis.Position(point.X, columns.IndexOf(curve), columns.Count)).ToArray();
        var ys = curve.Points.Select(point => scale * Value(point).Mean).ToArray();
        var errors = plot.Add.ErrorBar(xs, ys, [.. curve.Points.Select(point => scale * Value(point).StandardError)]);
        errors.Color = colour;
        errors.LineWidth = 1.3f;
        errors.CapSize = 3;
        var markers = plot.Add.ScatterPoints(xs, ys, colour);
        markers.MarkerStyle = Marker(style, theme);

        Estimate Value(CurvePoint point) => figure.ValueOf(point)!.Value;
    }

    private static void Legend(Plot plot, Figure figure, double? chanceTop1, FigureTheme theme)
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
        if (figure.LegendTitle is { } heading && figure.Curves.Count > 0)
            items.Add(new LegendItem { LabelText = heading, LabelBold = true, LabelOffsetX = -plot.Legend.SymbolWidth });
        var isCrowded = figure.Curves.Count > MostBroken;
        foreach (var curve in figure.Curves)
        {
            var style = CurveStyles.Of(figure, curve);
            items.Add(new LegendItem
            {
                LabelText = isCrowded ? curve.Title : Broken(curve.Title),
                LineStyle = new LineStyle { Color = ColourOf(style, theme), Width = WidthOf(style) },
                MarkerStyle = style.IsThin ? MarkerStyle.None : Marker(style, theme),
            });
        }
        var baseline = isCrowded ? FigureText.Baseline.Split(',')[0] : FigureText.Baseline;
        if (figure.Baseline is not null) items.Add(Line(baseline, theme.Text, LineWidth, LinePattern.Dashed));
        if (HasChance(figure) && chanceTop1 is not null) items.Add(Line("Chance", theme.Muted, 1.2f, LinePattern.Dotted));
        if (items.Count == 0) return;
        var panel = plot.ShowLegend(Edge.Right);
        panel.Alignment = Alignment.UpperLeft;
        panel.Padding = new PixelPadding(6, 0, 0, 0);
    }

    /// <summary>A title in lines that leave the data their room, an equation in one of them.</summary>
    private static string Broken(string title) =>
        string.Join('\n', FigureText.Lines(title.Replace(" = ", "\u00a0=\u00a0", StringComparison.Ordinal), LegendLength));

    private static LegendItem Line(string text, Color color, float width, LinePattern pattern) =>
        new() { LabelText = text, LineStyle = new LineStyle { Color = color, Width = width, Pattern = pattern } };

    private static float WidthOf(CurveStyle style) => style.IsThin ? ThinLineWidth : LineWidth;

    private static Color ColourOf(CurveStyle style, FigureTheme theme) => Color.FromHex(theme.IsDark ? style.Dark : style.Light);

    private static MarkerStyle Marker(CurveStyle style, FigureTheme theme)
    {
        var colour = ColourOf(style, theme);
        return new MarkerStyle(ShapeOf(style.Marker), MarkerSize, colour)
        {
            OutlineColor = colour,
            OutlineWidth = 1.6f,
            FillColor = style.IsHollow ? theme.Background : colour,
        };
    }

    private static MarkerShape ShapeOf(CurveMarker marker) => marker switch
    {
        CurveMarker.Circle => MarkerShape.FilledCircle,
        CurveMarker.Square => MarkerShape.FilledSquare,
        CurveMarker.Up => MarkerShape.FilledTriangleUp,
        CurveMarker.Diamond => MarkerShape.FilledDiamond,
        CurveMarker.Down => MarkerShape.FilledTriangleDown,
        _ => throw new ArgumentOutOfRangeException(nameof(marker), marker, null),
    };

    private static LabelStyle Label(string text, Color color, float size, bool bold) =>
        new() { Text = text, FontName = FigureFonts.Family, FontSize = size, ForeColor = color, Bold = bold };

    private static double Top(Figure figure)
    {
        var scale = figure.Scale;
        var highest = figure.Curves.SelectMany(curve => curve.Points).Append(figure.Baseline).OfType<CurvePoint>()
            .Select(figure.ValueOf).OfType<Estimate>().Select(value => scale * (value.Mean + value.StandardError)).DefaultIfEmpty(95).Max();
        var rounded = 10 * Math.Ceiling((highest + 3) / 10);
        return figure.Definition.Shows == FigureMeasure.Bits ? rounded : Math.Min(102, rounded);
    }
}
