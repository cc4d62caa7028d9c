using JsccGrid.Client.Figures;
using JsccGrid.Curves.Tests;
using Xunit;

namespace JsccGrid.Client.Tests.Figures;

public sealed class FigureTextTests
{
    [Fact]
    public void AboveBaseline_CurveThatCrossesIt_SaysWhereAndByHowMuch()
    {
        var figure = new CurveData
        {
            Axis = [0, 10, 20],
            Autoencoder = (_, _, test, _) => test < 5 ? 0.5 : double.IsInfinity(test) ? 0.61 : 0.612,
            FullyConnected = (_, _) => 0.6,
            Baseline = 0.6,
        }.Curves.Fig4a;

        Assert.Equal("Above the re-ID baseline lie JSCC AE at 10 dB, 20 dB, by up to 1.2 points", FigureText.AboveBaseline(figure));
    }

    [Fact]
    public void AboveBaseline_ManySnrs_NamesTheirRange()
    {
        var figure =
            new CurveData { Axis = [-10, -5, 0, 5, 10], Train = [0], Autoencoder = (_, _, _, _) => 0.7, Baseline = 0.6 }.Curves.Fig4b;

        Assert.Equal(
            "Above the re-ID baseline lie the network trained at 0 dB at 6 SNRs from −10 dB to ∞, by up to 10.0 points",
            FigureText.AboveBaseline(figure));
    }

    [Fact]
    public void AboveBaseline_NoCurveAboveOrNoBaseline_IsNothing()
    {
        var data = new CurveData { Autoencoder = (_, _, _, _) => 0.6, Baseline = 0.6 };

        Assert.Null(FigureText.AboveBaseline(data.Curves.Fig4a));
        Assert.Null(FigureText.AboveBaseline((data with { Baseline = null }).Curves.Fig4a));
    }

    [Theory]
    [InlineData("one two three", "one two|three")]
    [InlineData("extraordinarily", "extraordinarily")]
    [InlineData("", "")]
    public void Lines_OfAText_BreakBetweenWords(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', FigureText.Lines(text, 8)));
}
