using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Yaml;
using Xunit;

namespace JsccGrid.Experiments.Tests.Grids;

/// <summary>A grid brings figures of its own.</summary>
public sealed class FigureRulesTests
{
    [Fact]
    public void Grid_WithAFigureAndAChannel_IsReadWrittenAndExpanded()
    {
        var grid = GridFile.Parse(Text("""
                - name: fading
                  title: Schemes over fading
                  cells: { scheme: [jscc-ae, digital], channel: rayleigh-block, bandwidth: 8 }
                - { name: width, title: By bandwidth, cells: { scheme: jscc-ae }, over: bandwidth, lines: trainSnrDb, shows: map }
            """), "grid.yaml");

        var figures = grid.Figures.Further!;
        Assert.Equal(["4a", "4b", "4c", "fading", "width"], grid.Figures.All.Select(figure => figure.Name));
        Assert.Equal(["fig4a", "fading"], [grid.Figures.All[0].FileName, grid.Figures.All[3].FileName]);
        Assert.Equal([Scheme.JsccAe, Scheme.Digital], figures[0].Cells.Scheme);
        Assert.Equal(
            (FigureMeasure.MeanAveragePrecision, "bandwidth", "trainSnrDb"),
            (figures[1].Shows, figures[1].Over, figures[1].Lines));
        Assert.Equal(
            grid,
            JsonSerializer.Deserialize<GridDefinition>(JsonSerializer.Serialize(grid, ExperimentJson.Compact), ExperimentJson.Compact));

        var cells = ExpandedGrid.Of(grid, FakeData).Cells;
        var faded = cells.Single(cell => cell.Label == "jscc-ae B=8 SNR=0 channel=rayleigh-block seed=0");
        var plain = cells.Single(cell => cell.Label == "jscc-ae B=8 SNR=0 seed=0");
        Assert.NotEqual(plain.Id, faded.Id);
        Assert.Equal(plain.Id, plain.With(Axis.Channel, "awgn").Id);
        Assert.Equal((false, true), (figures[0].Has(plain), figures[0].Has(faded)));
        Assert.Equal((true, false), (figures[1].Has(plain), figures[1].Has(faded)));
        var paper = grid.Figures.All.Single(figure => figure.Name == "4c");
        Assert.Equal((true, false), (paper.Has(plain), paper.Has(faded)));
    }

    [Theory]
    [InlineData("{ name: 4d, title: t, cells: { scheme: digital } }", "figures.further[0].name: '4d' is not the name of a figure")]
    [InlineData("{ name: a, title: t, cells: { scheme: reid-baseline } }",
        "figures.further[0].cells.scheme: reid-baseline is in every figure")]
    [InlineData("{ name: a, title: t, cells: { scheme: digital, trainSnrDb: 0 } }",
        "figures.further[0].cells.trainSnrDb: none of its schemes")]
    [InlineData("{ name: a, title: t, cells: { scheme: digital }, lines: bandwith }",
        "figures.further[0].lines: 'bandwith' is neither 'scheme' nor")]
    [InlineData("{ name: a, title: t, cells: { scheme: digital }, over: channel }",
        "figures.further[0].over: 'channel' is neither 'testSnrDb' nor")]
    [InlineData("{ name: a, title: t, cells: { scheme: jscc-ae, bandwidth: 8 }, shows: bits }",
        "figures.further[0].shows: jscc-ae has no bits")]
    [InlineData("{ name: a, title: t, cells: { scheme: jscc-ae } }", "the grid has jscc-ae cells of several bandwidth")]
    [InlineData("{ name: a, title: t, cells: { scheme: jscc-ae, bandwidth: 8 }, points: all }",
        "the grid has jscc-ae cells of several trainSnrDb")]
    [InlineData("{ name: a, title: t, cells: { scheme: digital }, over: lambda }", "the grid has digital cells of several latentDimension")]
    [InlineData("{ name: a, title: t, cells: { scheme: jscc-ae }, over: bandwidth, points: all }",
        "figures.further[0].points: a jscc-ae cell has a point")]
    [InlineData("{ name: a, title: t, cells: { scheme: jscc-ae-adaptive }, over: bandwidth }",
        "a jscc-ae-adaptive cell has a point for every test SNR")]
    [InlineData("{ name: a, title: t, cells: { scheme: [digital, digital] } }",
        "figures.further[0].cells.scheme: a scheme stands there twice")]
    [InlineData("{ name: fig4a, title: t, cells: { scheme: digital } }", "figures.further[0].name: 'fig4a' is taken")]
    [InlineData("{ name: operating-points, title: t, cells: { scheme: digital } }", "'operating-points' is taken")]
    [InlineData("{ name: a-dark, title: t, cells: { scheme: digital } }", "'a-dark' is not the name of a figure")]
    [InlineData("{ name: a, title: t, cells: { scheme: digital, bandwidth: [8, 16] } }",
        "bits are sent over one bandwidth, and 2 are named")]
    [InlineData("{ name: a, title: t, cells: { scheme: digital, bandwidth: 15, channel: rayleigh-block } }",
        "figures.further[0].cells.bandwidth: rayleigh-block")]
    [InlineData("{ name: a, title: t, cells: { scheme: digital, channel: rayleigh-block }, shows: map }",
        "figures.further[0].shows: over rayleigh-block")]
    [InlineData("{ name: a, title: t, cells: { scheme: digital, channel: rayleigh-block }, blockError: 0.1 }",
        "codes of finite length reach over rayleigh-block")]
    [InlineData("{ name: a, title: t, cells: { scheme: jscc-fc }, blockError: 0.1 }", "none of its schemes has bits that a code carries")]
    [InlineData("{ name: a, title: t, cells: { scheme: digital }, blockError: 0.7 }", "figures.further[0].blockError")]
    [InlineData("{ name: a, title: t, cells: { scheme: [] } }", "figures.further[0].cells.scheme")]
    [InlineData("{ name: a, title: t, cells: { scheme: jscc-ae, bandwidth: wide } }", "figures.further[0].cells.bandwidth")]
    [InlineData("{ name: a, title: t, cells: { scheme: jscc-ae, width: 8 } }", "figures.further[0].cells.width: unknown key")]
    public void Figure_ThatCannotBeDrawn_IsRefusedWithWhatWouldBeRight(string figure, string expected) =>
        Assert.Contains(expected, Problems(Text($"    - {figure}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("{ name: a, title: t, cells: { scheme: jscc-ae }, points: best }")]
    [InlineData("{ name: a, title: t, cells: { scheme: jscc-ae, bandwidth: 8 }, lines: trainSnrDb, points: all }")]
    [InlineData("{ name: a, title: t, cells: { scheme: digital }, over: lambda, lines: latentDimension, shows: bits }")]
    [InlineData("{ name: a, title: t, cells: { scheme: [jscc-ae, digital], bandwidth: 8, channel: rayleigh-block } }")]
    public void Figure_WithOnePointAtAPlace_IsTaken(string figure) =>
        Assert.Single(GridFile.Parse(Text($"    - {figure}"), "grid.yaml").Figures.Further!);

    [Fact]
    public void Figures_OfOneName_AreRefused() => Assert.Contains("figures.further[1].name: 'a' is taken", Problems(Text("""
                - { name: a, title: t, cells: { scheme: digital } }
                - { name: a, title: t, cells: { scheme: digital } }
            """)), StringComparison.Ordinal);

    [Fact]
    public void Fading_OverAnOddNumberOfUses_IsRefusedAtItsPlace() => Assert.Contains(
        "sweeps[0].bandwidth[1]: 15: rayleigh-block sends pairs",
        Problems(Text("").Replace("bandwidth: [8, 16]", "bandwidth: [8, 15]", StringComparison.Ordinal)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("channel: awgn }", "channel: rayleigh }", "figures.channel: There is no channel 'rayleigh'")]
    [InlineData("channel: [awgn, rayleigh-block]", "channel: rician", "sweeps[0].channel: 'rician' is not one of awgn, rayleigh-block")]
    public void Channel_ThatThereIsNot_IsRefused(string from, string to, string expected) =>
        Assert.Contains(expected, Problems(Text("").Replace(from, to, StringComparison.Ordinal)), StringComparison.Ordinal);

    private static DataSetReference FakeData => new() { Name = "fake", Fingerprint = new string('0', 32) };

    private static string Problems(string text) => Assert.Throws<InvalidInputException>(() => GridFile.Parse(text, "grid.yaml")).Message;

    private static string Text(string figures) => $$"""
        name: small
        recipe: demo
        seeds: 0
        figures: { bandwidth: 8, channel: awgn }
        sweeps:
          - { scheme: jscc-ae, bandwidth: [8, 16], trainSnrDb: [0, 10], channel: [awgn, rayleigh-block] }
          - { scheme: digital, latentDimension: [8, 16], lambda: [6, 7] }
        """.Replace("figures: { bandwidth: 8, channel: awgn }", figures.Length == 0
            ? "figures: { bandwidth: 8, channel: awgn }"
            : $"figures:\n  bandwidth: 8\n  further:\n{figures}", StringComparison.Ordinal);
}
