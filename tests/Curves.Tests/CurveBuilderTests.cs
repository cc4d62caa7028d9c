using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using Xunit;

namespace JsccGrid.Curves.Tests;

public sealed class CurveBuilderTests
{
    private static readonly FigureSettings Settings = new() { Bandwidth = CurveData.Bandwidth };

    [Fact]
    public void Fig4a_JointSchemes_TakesPointsWhereTrainAndTestAgree()
    {
        var curves = new CurveData
        {
            Axis = [-10, 0, 10],
            Train = [-10, 10],
            Autoencoder = (_, train, test, _) => 0.5 + (train / 100) + (test == train ? 0.001 : 0),
        }.Curves;

        var curve = Assert.Single(curves.Fig4a.Curves);

        Assert.Equal("jscc-ae", curve.Series);
        Assert.Equal([new SnrDb(-10), new SnrDb(10)], curve.Points.Select(point => point.SnrDb));
        Assert.Equal([0.401, 0.601], curve.Points.Select(point => point.Top1.Mean));
    }

    [Fact]
    public void Fig4a_NoiselessCell_IsLast()
    {
        var data = new CurveData { Axis = [0, 10], Train = [double.PositiveInfinity, 0, 10], Autoencoder = (_, _, _, _) => 0.5 };

        var points = data.Curves.Fig4a.Curves[0].Points;

        Assert.Equal([new SnrDb(0), new SnrDb(10), SnrDb.Noiseless], points.Select(point => point.SnrDb));
        Assert.Equal(2, data.Curves.Fig4a.Curves[0].FinitePoints.Count());
    }

    [Fact]
    public void Point_OneSeed_HasTheErrorOfNoiseDraws()
    {
        var point = new CurveData { Axis = [0], Autoencoder = (_, _, _, _) => 0.5, Error = 0.02 }.Curves.Fig4a.Curves[0].Points[0];

        Assert.Equal(new Estimate(0.5, 0.02), point.Top1);
        Assert.Equal(ErrorBar.NoiseDraws, point.ErrorBar);
    }

    [Fact]
    public void Point_TwoSeeds_HasTheirMeanAndTheErrorOverSeeds()
    {
        var point = new CurveData { Axis = [0], Seeds = [7, 3], Autoencoder = (_, _, _, seed) => seed == 3 ? 0.50 : 0.54 }
            .Curves.Fig4a.Curves[0].Points[0];

        Assert.Equal(0.52, point.Top1.Mean, 12);
        Assert.Equal(0.02, point.Top1.StandardError, 12); // deviation 0.0283 over the root of 2
        Assert.Equal(0.8 * 0.52, point.MeanAveragePrecision!.Value.Mean, 12);
        Assert.Equal(ErrorBar.Seeds, point.ErrorBar);
        Assert.Equal([3, 7], point.Seeds.Select(seed => seed.Seed));
    }

    [Fact]
    public void Fig4b_TwoTrainingSnrs_GivesALineEachOverAllTestSnrs()
    {
        var lines = new CurveData
        {
            Axis = [-10, 0, 10],
            Train = [10, -10],
            Autoencoder = (_, train, test, _) => 0.5 + (train / 100) + (test / 1000)
        }.Curves.Fig4b.Curves;

        Assert.Equal([new SnrDb(-10), new SnrDb(10)], lines.Select(line => line.TrainSnrDb!.Value));
        Assert.Equal([0.39, 0.40, 0.41], lines[0].FinitePoints.Select(point => Math.Round(point.Top1.Mean, 9)));
        Assert.Equal(SnrDb.Noiseless, lines[0].Points[^1].SnrDb);
    }

    [Fact]
    public void Fig4c_ThreeBandwidths_GivesALineEachInOrder()
    {
        var lines = new CurveData { Bandwidths = [32, 8, 16], Autoencoder = (bandwidth, _, _, _) => bandwidth / 100.0 }.Curves.Fig4c.Curves;

        Assert.Equal([8, 16, 32], lines.Select(line => line.Bandwidth));
        Assert.All(lines, line => Assert.Equal(6, line.Points.Count));
        Assert.Equal(0.08, lines[0].Points[0].Top1.Mean);
    }

    [Fact]
    public void Fig4aAndFig4b_OtherBandwidths_AreLeftOut()
    {
        var curves = new CurveData { Bandwidths = [8], Autoencoder = (_, _, _, _) => 0.5 }.Curves;

        Assert.Empty(curves.Fig4a.Curves);
        Assert.Empty(curves.Fig4b.Curves);
        Assert.Single(curves.Fig4c.Curves);
    }

    [Fact]
    public void Envelope_BelowEveryRequiredSnr_IsChance()
    {
        var digital = new CurveData { Axis = [-10, 0, 10], Digital = [(1, 0.4), (6, 0.6)] }.Curves.Fig4a.Curves[0];

        Assert.Equal([FakeRun.Chance, FakeRun.Chance, 0.6, 0.6], digital.Points.Select(point => point.Top1.Mean));
        Assert.Null(digital.Points[0].Seeds[0].Digital);
        Assert.Null(digital.Points[0].MeanAveragePrecision);
    }

    [Fact]
    public void Envelope_BitsThatJustFit_AreDelivered()
    {
        // 4 bits over 8 real uses: C = 1/2 bit a use, SNR = 2^(2/2) - 1 = 1, 0 dB.
        var cell = FakeRun.Result(
            new CurveData { Axis = [-0.001, 0] }.Spec(Scheme.Digital).With(Axis.LatentDimension, 4).With(Axis.Lambda, 1),
            [FakeRun.Point(SnrDb.Noiseless, 0.4, 1)], bits: 4);

        var curves = CurveBuilder.Build([cell], new FigureSettings { Bandwidth = 8 });

        Assert.Equal([FakeRun.Chance, 0.4, 0.4], curves.Fig4a.Curves[0].Points.Select(point => point.Top1.Mean));
        Assert.Equal(new SnrDb(0), Assert.Single(curves.OperatingPoints).RequiredSnrDb);
    }

    [Theory] // chance 0.9: random matches score 1.3 with 1,400 queries one time in twenty; a tenth of the baseline's 59.1 above it are 6.8
    [InlineData(0.012, null, true)]
    [InlineData(0.014, null, false)]
    [InlineData(0.014, 0.6, true)]
    [InlineData(0.067, 0.6, true)]
    [InlineData(0.069, 0.6, false)]
    public void Digital_FewBitsNearChance_HasCollapsedAndDeliversNothing(double top1, double? baseline, bool isCollapsed)
    {
        var curves = new CurveData { Axis = [-10, 10], Digital = [(-15, top1), (0, 0.5)], Baseline = baseline }.Curves;

        Assert.Equal([isCollapsed, false], curves.OperatingPoints.Select(point => point.IsCollapsed));
        Assert.Equal([!isCollapsed, true], curves.Fig4a.Curves[0].FinitePoints.Select(point => point.Seeds[0].Delivers));
        Assert.Equal(top1, curves.Fig4a.Curves[0].Points[0].Top1.Mean); // it is drawn as it is
    }

    [Fact]
    public void Digital_FewPersons_MustBeFurtherFromChance()
    {
        // Random matches score 1.3 with 1,400 queries one time in twenty, and 4.4 with queries of 20 persons.
        var data = new CurveData { Axis = [0], Digital = [(-5, 0.025)] };

        Assert.Equal(
            [false, true],
            new[] { data, data with { Identities = 20 } }.Select(test => test.Curves.OperatingPoints[0].IsCollapsed));
    }

    [Fact]
    public void Build_HitsOfOtherQueries_NamesTheCell()
    {
        var cell = new CurveData { Axis = [0], Train = [0], Autoencoder = (_, _, _, _) => 0.5, Identities = 4 }.Results[0];

        var error = Assert.Throws<ArgumentException>(() => CurveBuilder.Build([cell with { Queries = 9 }], Settings));

        Assert.Contains(
            "'jscc-ae B=16 SNR=0 seed=0' scored 9 queries, but says of 8 whom they show",
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains("'jscc-ae B=16 SNR=0 seed=0' scored 9 queries, but has hits of 8 at 0 dB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Envelope_MoreBitsButLessAccurate_IsNotChosen()
    {
        var digital = new CurveData { Axis = [0, 10], Digital = [(-5, 0.4), (5, 0.3)] }.Curves.Fig4a.Curves[0];

        Assert.Equal([0.4, 0.4, 0.4], digital.Points.Select(point => point.Top1.Mean));
        Assert.All(digital.Points, point => Assert.Equal(8, point.Seeds[0].Digital!.LatentDimension));
    }

    [Fact]
    public void Envelope_EqualAccuracy_TakesFewerBits()
    {
        var digital = new CurveData { Axis = [10], Digital = [(5, 0.4), (-5, 0.4)] }.Curves.Fig4a.Curves[0];

        Assert.Equal(CurveData.Bits(-5), digital.Points[0].Seeds[0].Digital!.Bits);
    }

    [Fact]
    public void Envelope_TwoSeeds_IsTheMeanOfTheirEnvelopes()
    {
        var first = new CurveData { Axis = [0, 3, 10], Digital = [(2, 0.4)] }.Results;
        var second = new CurveData { Axis = [0, 3, 10], Digital = [(5, 0.5)], Seeds = [1] }.Results;

        var digital = CurveBuilder.Build([.. first, .. second], Settings).Fig4a.Curves[0];

        Assert.Equal([FakeRun.Chance, (0.4 + FakeRun.Chance) / 2, 0.45], digital.FinitePoints.Select(point => point.Top1.Mean));
        Assert.Equal(ErrorBar.Seeds, digital.Points[1].ErrorBar);
    }

    [Fact]
    public void EnvelopeSteps_TwoOperatingPoints_BreakWhereTheyStartToFit()
    {
        var steps = new CurveData { Axis = [-10, 20], Digital = [(0, 0.3), (12, 0.6)] }.Curves.Fig4a.Curves[0].Steps;

        Assert.Equal([-10, 0, 12, 20], steps.Select(step => Math.Round(step.FromSnrDb.Value, 9)));
        Assert.Equal([FakeRun.Chance, 0.3, 0.6, 0.6], steps.Select(step => step.Top1));
    }

    [Fact]
    public void Bound_TwoSeeds_IsTheMeanOfTheBaselines()
    {
        CellResult Cell(int seed, double top1) =>
            FakeRun.Result(new CurveData().Spec(Scheme.ReIdBaseline, seed), [FakeRun.Point(SnrDb.Noiseless, top1, 1)]);

        var curves = CurveBuilder.Build([Cell(0, 0.6), Cell(1, 0.64)], Settings);

        Assert.Equal(0.62, curves.Baseline!.Top1.Mean, 12);
        Assert.Same(curves.Fig4a.Baseline, curves.Fig4c.Baseline);
    }

    [Fact]
    public void Build_NoResults_GivesEmptyFigures()
    {
        var curves = CurveBuilder.Build([], Settings);

        Assert.All(curves.Figures, figure => Assert.True(figure.IsEmpty));
        Assert.Null(curves.ChanceTop1);
    }

    [Fact]
    public void Build_EachCellOfTheDemoMissingInTurn_StillBuilds()
    {
        var demo = GridFile.Load("demo");
        var results = FakeRun.Results(demo);

        for (var missing = 0; missing < results.Count; missing++)
            Assert.NotEmpty(CurveBuilder.Build([.. results.Where((_, i) => i != missing)], demo.Figures).Fig4a.Curves);
    }

    [Fact]
    public void Build_TwoResultsForOneCell_NamesThem()
    {
        var results = new CurveData { Axis = [0], Autoencoder = (_, _, _, _) => 0.5 }.Results;

        var error = Assert.Throws<ArgumentException>(() => CurveBuilder.Build([.. results, .. results], Settings));

        Assert.Contains("2 results for 'jscc-ae B=16 SNR=0 seed=0'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_DigitalWithoutBitsAndCellWithoutPoints_ReportsBoth()
    {
        var digital = FakeRun.Result(
            new CurveData().Spec(Scheme.Digital).With(Axis.LatentDimension, 4).With(Axis.Lambda, 1),
            [FakeRun.Point(SnrDb.Noiseless, 0.4, 1)]);
        var pointless = FakeRun.Result(new CurveData().Spec(Scheme.ReIdBaseline), []);

        var error = Assert.Throws<ArgumentException>(() => CurveBuilder.Build([digital, pointless], Settings));

        Assert.Contains("'digital dim=4 lambda=1 seed=0' has no measured bits", error.Message, StringComparison.Ordinal);
        Assert.Contains("'reid-baseline seed=0' has no points", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4a", "digital", null, true)]
    [InlineData("4b", "digital", null, false)]
    [InlineData("4a", "jscc-fc", 16, true)]
    [InlineData("4a", "jscc-fc", 8, false)]
    [InlineData("4b", "jscc-ae", 16, true)]
    [InlineData("4b", "jscc-ae", 8, false)]
    [InlineData("4c", "jscc-ae", 8, true)]
    [InlineData("4c", "jscc-fc", 16, false)]
    [InlineData("4c", "reid-baseline", null, true)]
    public void Shows_Cell_AsTheFigureHasIt(string figure, string scheme, int? bandwidth, bool shown) =>
        Assert.Equal(shown, Settings.Named(figure).Has(
            new CurveData().Spec(SchemeCatalog.Of(scheme)) with { Coordinates = bandwidth is { } b ? [Axis.Bandwidth.At(b)] : [] }));
}
