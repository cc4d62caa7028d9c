using JsccGrid.Client.Figures;
using JsccGrid.Curves;
using JsccGrid.Curves.Tests;
using JsccGrid.Experiments.Grids;
using ScottPlot;
using ScottPlot.Panels;
using SkiaSharp;
using Xunit;

namespace JsccGrid.Client.Tests.Figures;

public sealed class FigureImageTests
{
    private static readonly PaperCurves Paper = Curves("paper");

    private static readonly PaperCurves Demo = Curves("demo");

    public static TheoryData<string, string> AllFigures => new(
        from grid in new[] { "paper", "demo" } from figure in new[] { "4a", "4b", "4c" } select (grid, figure));

    [Theory]
    [MemberData(nameof(AllFigures))]
    public void Png_EveryCurve_HasItsColourAmongTheDataAndInTheLegend(string grid, string name)
    {
        var curves = grid == "paper" ? Paper : Demo;
        var figure = curves.Figures.Single(candidate => candidate.Definition.Name == name);
        using var plot = FigurePlot.Create(figure, curves.ChanceTop1, note: null, FigureTheme.Light);

        using var image = SKBitmap.Decode(plot.GetImageBytes(FigureImage.Width, FigureImage.Height, ImageFormat.Png));

        Assert.Equal((FigureImage.Width, FigureImage.Height), (image.Width, image.Height));
        var dataRight = 2 * plot.LastRender.DataRect.Right;
        foreach (var curve in figure.Curves)
        {
            var color = Color.FromHex(CurveStyles.Of(figure, curve).Light);
            Assert.True(
                Pixels(image, color, 0, dataRight) >= 40,
                $"{curve.Series} is hardly there: {Pixels(image, color, 0, dataRight)} pixels");
            Assert.True(Pixels(image, color, dataRight, image.Width) >= 40, $"{curve.Series} is not in the legend");
        }
    }

    [Theory]
    [MemberData(nameof(AllFigures))]
    public void Layout_Legend_StandsBesideTheDataAndInsideTheFigure(string grid, string name)
    {
        var curves = grid == "paper" ? Paper : Demo;
        using var plot = FigurePlot.Create(
            curves.Figures.Single(figure => figure.Definition.Name == name), curves.ChanceTop1, note: null, FigureTheme.Light);
        plot.RenderInMemory(FigureImage.Width, FigureImage.Height);

        var layout = plot.LastRender.Layout;
        var legend = Assert.Single(layout.PanelSizes.Keys.OfType<LegendPanel>());
        var left = layout.DataRect.Right + layout.PanelOffsets[legend];

        Assert.True(left >= layout.DataRect.Right);
        Assert.True(left + legend.Legend.LastRenderSize.Width <= layout.FigureRect.Right);
        Assert.True(layout.DataRect.Width >= 0.6 * layout.FigureRect.Width);
    }

    [Fact]
    public void Curves_OfOneFigure_DifferInMarkerAndColour()
    {
        var styles = Paper.Fig4b.Curves.Select(curve => CurveStyles.Of(Paper.Fig4b, curve)).ToList();

        Assert.Equal(10, styles.Select(style => style.Light).Distinct().Count());
        Assert.Equal(10, styles.Select(style => style.Dark).Distinct().Count());
        Assert.Equal(10, styles.Select(style => (style.Marker, style.IsHollow)).Distinct().Count());
    }

    [Fact]
    public void Png_SameFigureTwice_IsTheSameBytes() =>
        Assert.Equal(FigureImage.Png(Demo.Fig4a, Demo.ChanceTop1, note: null), FigureImage.Png(Demo.Fig4a, Demo.ChanceTop1, note: null));

    [Fact]
    public void Png_Note_IsWrittenInTheWarningColour()
    {
        using var with = SKBitmap.Decode(FigureImage.Png(Demo.Fig4c, Demo.ChanceTop1, "Partial: 3 of 24 cells missing"));
        using var without = SKBitmap.Decode(FigureImage.Png(Demo.Fig4c, Demo.ChanceTop1, note: null));

        Assert.True(Pixels(with, FigureTheme.Light.Warning, 0, with.Width) > 200);
        Assert.Equal(0, Pixels(without, FigureTheme.Light.Warning, 0, without.Width));
    }

    [Fact]
    public void Svg_NoCurves_SaysThatThereAreNoResults()
    {
        var empty = CurveBuilder.Build([], GridFile.Load("demo").Figures).Fig4a;

        Assert.Contains("No results yet", FigureImage.SvgFile(empty, chanceTop1: null, note: null), StringComparison.Ordinal);
        Assert.NotEmpty(FigureImage.Png(empty, chanceTop1: null, note: null));
    }

    [Fact]
    public void Png_OnlyTheBaselineIsDone_StillDraws()
    {
        var demo = GridFile.Load("demo");
        var baseline = CurveBuilder.Build(FakeRun.Results(demo).Take(1), demo.Figures);

        using var image = SKBitmap.Decode(FigureImage.Png(baseline.Fig4b, baseline.ChanceTop1, note: null));

        Assert.NotNull(baseline.Baseline);
        Assert.Equal(FigureImage.Width, image.Width);
    }

    [Theory]
    [InlineData("{ scheme: digital }", "over: lambda, lines: latentDimension, shows: bits")]
    [InlineData("{ scheme: jscc-ae }", "over: bandwidth, lines: trainSnrDb, shows: map")]
    [InlineData("{ scheme: jscc-ae }", "over: trainSnrDb, points: best")]
    [InlineData("{ scheme: [jscc-ae, digital], bandwidth: 32 }", "blockError: 0.001, lines: trainSnrDb, points: all")]
    public void Png_FigureOfAGridsOwn_IsDrawnAndReported(string cells, string fields)
    {
        var demo = GridFile.Load("demo");
        var text = $$"""
            name: own
            recipe: demo
            seeds: 0
            figures:
              bandwidth: 32
              further:
                - { name: own, title: A figure of its own, cells: {{cells}}, {{fields}} }
            sweeps:
              - { scheme: jscc-ae, bandwidth: [8, 16, 32, 64], trainSnrDb: [-10, 0, 10] }
              - { scheme: digital, latentDimension: [8, 16, 32], lambda: [6, 7, 8, 16, 64] }
            """;
        var curves = CurveBuilder.Build(FakeRun.Results(demo), GridFile.Parse(text, "own.yaml").Figures);

        var figure = curves["own"];

        Assert.NotEmpty(figure.Curves);
        Assert.NotEmpty(FigureImage.Png(figure, curves.ChanceTop1, note: null));
        Assert.Contains("A figure of its own", FigureImage.SvgFile(figure, curves.ChanceTop1, note: null), StringComparison.Ordinal);
    }

    private static PaperCurves Curves(string name)
    {
        var grid = GridFile.Load(name);
        return CurveBuilder.Build(FakeRun.Results(grid), grid.Figures);
    }

    private static int Pixels(SKBitmap image, Color color, float left, float right)
    {
        var wanted = new SKColor(color.R, color.G, color.B);
        var count = 0;
        var pixels = image.Pixels;
        for (var i = 0; i < pixels.Length; i++)
            if (pixels[i] == wanted && i % image.Width >= left && i % image.Width < right)
                count++;
        return count;
    }
}
