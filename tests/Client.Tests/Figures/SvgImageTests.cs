using System.Xml.Linq;
using JsccGrid.Client.Figures;
using JsccGrid.Curves;
using JsccGrid.Curves.Tests;
using JsccGrid.Experiments.Grids;
using Xunit;

namespace JsccGrid.Client.Tests.Figures;

public sealed class SvgImageTests
{
    private static readonly GridDefinition Grid = GridFile.Load("demo");

    private static readonly PaperCurves Curves = CurveBuilder.Build(FakeRun.Results(Grid), Grid.Figures);

    [Fact]
    public void SvgFile_Figure_ScalesAndCarriesItsTypefaceAndTitle()
    {
        var svg = XDocument.Parse(FigureImage.SvgFile(Curves.Fig4a, Curves.ChanceTop1, note: null)).Root!;

        Assert.Equal("0 0 1400 1000", svg.Attribute("viewBox")!.Value);
        Assert.Equal(2, svg.Elements().Single(element => element.Name.LocalName == "style").Value.Split("@font-face").Length - 1);
        Assert.Equal($"Methods at B = {Grid.Figures.Bandwidth}", svg.Elements().Single(element => element.Name.LocalName == "title").Value);
        Assert.All(
            svg.Descendants().Where(element => element.Name.LocalName == "text"),
            text => Assert.StartsWith("Inter", text.Attribute("font-family")!.Value, StringComparison.Ordinal));
        Assert.Contains(svg.Descendants(), text => text.Value.Trim() == "Channel SNR (dB)");
        Assert.Contains(svg.Descendants(), text => text.Value.Trim() == "Top-1 accuracy (%)");
    }

    [Fact]
    public void SvgFile_SameFigureTwice_IsTheSameText() => Assert.Equal(
        FigureImage.SvgFile(Curves.Fig4b, Curves.ChanceTop1, note: null),
        FigureImage.SvgFile(Curves.Fig4b, Curves.ChanceTop1, note: null));

    [Fact]
    public void SvgImage_RenderersIds_BecomeItsOwnWithTheirReferences()
    {
        var image = new SvgImage(
            """<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><clipPath id="cl_7"/><g clip-path="url(#cl_7)"/></svg>""",
            "fig", "A < B", "text");

        var svg = XDocument.Parse(image.ToFile("")).Root!;

        var clip = svg.Elements().Single(element => element.Name.LocalName == "clipPath").Attribute("id")!.Value;
        Assert.StartsWith("fig-", clip, StringComparison.Ordinal);
        Assert.Equal($"url(#{clip})", svg.Elements().Single(element => element.Name.LocalName == "g").Attribute("clip-path")!.Value);
        Assert.Equal("A < B", svg.Elements().Single(element => element.Name.LocalName == "title").Value);
    }
}
