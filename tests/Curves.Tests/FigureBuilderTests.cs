using System.Globalization;
using JsccGrid.Curves.Claims;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using Xunit;

namespace JsccGrid.Curves.Tests;

/// <summary>Figures beyond those of the paper: other channels, codes of finite length, figures of a grid's own.</summary>
public sealed class FigureBuilderTests
{
    private static readonly CurveData Digital = new() { Axis = [-10, 0, 10], Digital = [(1, 0.4), (6, 0.6)], Baseline = 0.7 };

    [Fact]
    public void Digital_OverFading_MixesWhatArrivesWithRandomMatches()
    {
        var curves = CurveBuilder.Build(
            Digital.Results,
            new FigureSettings { Bandwidth = CurveData.Bandwidth, Channel = "rayleigh-block" });

        var line = Assert.Single(curves["4a"].Curves);
        Assert.Empty(line.Steps);
        var delivery = Channel.RayleighBlock.Delivery(CurveData.Bits(1), CurveData.Bandwidth, new SnrDb(0));
        Assert.Equal((0.4 * delivery) + (FakeRun.Chance * (1 - delivery)), line.At(new SnrDb(0))!.Top1.Mean, 9);
        Assert.Equal(0.6, line.At(SnrDb.Noiseless)!.Top1.Mean, 12);
        Assert.Equal("rayleigh-block", $"{line.Coordinates.Find("channel")}");
        var claims = PaperClaims.Test(curves, [], new Random(1));
        Assert.Contains("digital has no cliff", claims[4].Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("Digital needs at least", claims[1].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Hits_WhereAShareArrives_AreMixedForEveryPerson()
    {
        var hits = new QueryHits(PackedIntegers.Of([2, 0, 1], 2), 2, PackedIntegers.Of([0, 0, 1], 1)) { Delivery = 0.5, ChanceTop1 = 0.1 };

        var sums = hits.ByIdentity(2);

        Assert.Equal((0.5 * 1) + (2 * 0.05), sums[0], 12);
        Assert.Equal((0.5 * 0.5) + 0.05, sums[1], 12);
    }

    [Fact]
    public void Hits_InPartsOfADraw_AreSharesOfAHit()
    {
        var cell = Digital.Results[0] with { QueryIdentities = PackedIntegers.Of([0, 0, 1], 1), Queries = 3 };
        var point = cell.Points[0] with { NoiseDraws = 1, Hits = PackedIntegers.Of([2520, 840, 0], 2520), HitParts = 2520 };

        var sums = QueryHits.Of(cell, point)!.ByIdentity(2);

        Assert.Equal([4.0 / 3, 0], sums);
    }

    [Fact]
    public void BlockError_OfAGrid_GivesASecondHollowLineOfWhatACodeOfBUsesCarries()
    {
        var settings = new FigureSettings { Bandwidth = CurveData.Bandwidth, BlockError = 0.01 };
        var figure = CurveBuilder.Build(Digital.Results, settings)["4a"];

        Assert.Equal(["digital", "digital epsilon=0.01"], figure.Curves.Select(curve => curve.Series));
        var (capacity, finite) = (figure.Curves[0], figure.Curves[1]);
        Assert.All(finite.FinitePoints, point => Assert.True(point.Top1.Mean <= capacity.At(point.SnrDb)!.Top1.Mean));
        Assert.Equal((0.99 * 0.6) + (0.01 * FakeRun.Chance), finite.At(new SnrDb(10))!.Top1.Mean, 9);
        Assert.Equal(0.6, finite.At(SnrDb.Noiseless)!.Top1.Mean, 12);
        // A step a cell, each where the code begins to carry its bits: behind the one that a code of any length needs.
        var (steps, codes) = (capacity.Steps.Skip(1).SkipLast(1).ToList(), finite.Steps.Skip(1).SkipLast(1).ToList());
        Assert.Equal(steps.Count, codes.Count);
        Assert.All(codes.Zip(steps), step =>
        {
            Assert.True(step.First.FromSnrDb > step.Second.FromSnrDb);
            var bits = CurveData.Bits(step.Second.FromSnrDb.Value);
            Assert.Equal(bits, FiniteBlocklength.Bits(step.First.FromSnrDb, CurveData.Bandwidth, 0.01), 1e-4);
        });
        var (first, second) = (CurveStyles.Of(figure, capacity), CurveStyles.Of(figure, finite));
        Assert.Equal((first.Light, false, true), (second.Light, first.IsHollow, second.IsHollow));
    }

    [Fact]
    public void IdealBits_FewerThanMeasured_GiveAThinLineBesideTheEnvelope()
    {
        CellResult[] results = [.. Digital.Results.Select(cell => cell.Bits is not { } bits ? cell : cell with
        {
            Bits = bits with { Ideal = new Estimate(bits.Measured.Mean / 2, 0) },
        })];

        var curves = CurveBuilder.Build(results, new FigureSettings { Bandwidth = CurveData.Bandwidth });

        var figure = curves["4a"];
        Assert.Equal(["digital", "digital ideal-bits"], figure.Curves.Select(curve => curve.Series));
        var (measured, ideal) = (figure.Curves[0], figure.Curves[1]);
        Assert.Equal((FakeRun.Chance, 0.4), (measured.At(new SnrDb(0))!.Top1.Mean, ideal.At(new SnrDb(0))!.Top1.Mean));
        Assert.Equal("Digital, ideal bits", ideal.Title);
        var (first, second) = (CurveStyles.Of(figure, measured), CurveStyles.Of(figure, ideal));
        Assert.Equal(first with { IsThin = true }, second);
        Assert.False(first.IsThin);
        Assert.Same(measured, curves.LineOf(Scheme.Digital, "4a"));
        Assert.Same(measured, Assert.Single(curves.PartsOf(Scheme.Digital, "4a")));
        var row = CurvesCsv.Write(curves).Split('\n')
            .First(line => line.StartsWith("4a,digital ideal-bits,", StringComparison.Ordinal)
                && line.Contains(",0.4,", StringComparison.Ordinal))
            .Split(',');
        Assert.Equal(("", (CurveData.Bits(1) / 2).ToString("R", CultureInfo.InvariantCulture)), (row[14], row[15]));
    }

    [Fact]
    public void DigitalCells_WithFrozenAndTrainedBackbone_AreTwoEnvelopes()
    {
        CellResult[] results =
        [
            .. Digital.Results,
            .. Digital.Results.Where(cell => cell.Spec.Scheme == Scheme.Digital).Select(cell => Trained(cell, 0.05)),
        ];

        var curves = CurveBuilder.Build(results, new FigureSettings { Bandwidth = CurveData.Bandwidth });

        var figure = curves["4a"];
        Assert.Equal(["digital", "digital backbone=trained"], figure.Curves.Select(curve => curve.Series));
        Assert.Equal(["Digital, backbone frozen", "Digital, backbone trained"], figure.Curves.Select(curve => curve.Title));
        Assert.Equal([0.6, 0.65], figure.Curves.Select(curve => curve.At(SnrDb.Noiseless)!.Top1.Mean));
        Assert.DoesNotContain("backbone", figure.Subtitle, StringComparison.Ordinal);
        Assert.Equal(2, figure.Curves.Select(curve => CurveStyles.Of(figure, curve)).Distinct().Count());
        Assert.Equal(["frozen", "trained", "frozen", "trained"], curves.OperatingPoints.Select(point => point.BackboneWeights));
        var csv = CurvesCsv.Write(curves).Split('\n');
        Assert.Equal(CurvesCsv.Header + ",backbone_weights", csv[0]);
        Assert.All(csv.Where(line => line.Contains("backbone=trained", StringComparison.Ordinal)),
            line => Assert.EndsWith(",trained", line, StringComparison.Ordinal));
        Assert.Equal(4 + 2, csv.Count(line => line.Contains("backbone=trained", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false, "Digital leaves the backbone frozen")]
    [InlineData(true, "Digital trains the backbone too")]
    public void DigitalCells_AllOfOneKind_AreOneLineWithANote(bool trained, string note)
    {
        var results = Digital.Results.Select(cell => trained && cell.Spec.Scheme == Scheme.Digital ? Trained(cell, 0) : cell);

        var figure = CurveBuilder.Build(results, new FigureSettings { Bandwidth = CurveData.Bandwidth })["4a"];

        Assert.Equal("Digital", Assert.Single(figure.Curves).Title);
        Assert.EndsWith(note, figure.Subtitle, StringComparison.Ordinal);
    }

    /// <summary>Before there was a coordinate the recipe said it.</summary>
    [Fact]
    public void DigitalCells_OfTheFirstAlgorithmThatTrainedTheBackbone_AreSaidToHave()
    {
        var results = Digital.Results.Select(cell =>
        {
            var recipe = cell.Spec.Recipe with { Digital = cell.Spec.Recipe.Digital with { TrainBackbone = true } };
            return cell with { Spec = cell.Spec with { Algorithm = CellSpec.FirstAlgorithm, Recipe = recipe } };
        });

        var curves = CurveBuilder.Build(results, new FigureSettings { Bandwidth = CurveData.Bandwidth });

        Assert.EndsWith("Digital trains the backbone too", curves["4a"].Subtitle, StringComparison.Ordinal);
        Assert.All(curves.OperatingPoints, point => Assert.Equal("trained", point.BackboneWeights));
    }

    [Fact]
    public void Cells_OnAnotherChannel_AreInFiguresThatNameItAlone()
    {
        var spec = new CurveData { Axis = [0] }.Spec(Scheme.JsccAe)
            .With(Axis.Bandwidth, CurveData.Bandwidth)
            .With(Axis.TrainSnrDb, new SnrDb(0));
        CellResult[] results = [Result(spec, 0.5), Result(spec.With(Axis.Channel, "rayleigh-block"), 0.3)];
        var settings = new FigureSettings
        {
            Bandwidth = CurveData.Bandwidth,
            Further =
            [
                new FigureDefinition
                {
                    Name = "fading", Title = "Fading",
                    Cells = new CellSelection { Scheme = [Scheme.JsccAe], Axes = [Axis.Channel.Over("rayleigh-block")] },
                },
                new FigureDefinition
                {
                    Name = "channels", Title = "By channel", Cells = new CellSelection { Scheme = [Scheme.JsccAe] }, Lines = "channel",
                },
                new FigureDefinition
                {
                    Name = "width", Title = "By bandwidth", Cells = new CellSelection { Scheme = [Scheme.JsccAe] }, Over = "bandwidth",
                    Shows = FigureMeasure.MeanAveragePrecision,
                },
            ],
        };

        var curves = CurveBuilder.Build(results, settings);

        Assert.All(new[] { "4a", "4b", "4c" }, name => Assert.Equal(0.5, Assert.Single(curves[name].Curves).Points[0].Top1.Mean));
        Assert.Equal(0.3, Assert.Single(curves["fading"].Curves).Points[0].Top1.Mean);
        Assert.Equal(["awgn", "rayleigh-block"], curves["channels"].Curves.Select(curve => curve.Title));
        var width = Assert.Single(curves["width"].Curves);
        Assert.Equal(CurveData.Bandwidth, width.Points[0].X);
        Assert.Equal("B = 16", curves["width"].PlaceOf(width.Points[0].X));
        var csv = CurvesCsv.Write(curves).Split('\n');
        Assert.Equal(CurvesCsv.Header + ",channel", csv[0]);
        Assert.EndsWith(
            ",rayleigh-block",
            csv.Single(line => line.StartsWith("fading,", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.EndsWith(",", csv.Single(line => line.StartsWith("4a,", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.01, ClaimVerdict.Supported)]
    [InlineData(0.2, ClaimVerdict.NotSupported)]
    public void Claim8_LossOfTheAdaptiveNetwork_DecidesAndIsAskedOnlyOfGridsThatHaveOne(double loss, ClaimVerdict expected)
    {
        var data = new CurveData
        {
            Axis = [-5, 0, 5, 10],
            Seeds = [0, 1, 2],
            Baseline = 0.8,
            Autoencoder = (_, _, _, seed) => 0.6 + (0.002 * seed)
        };
        IEnumerable<CellResult> Adaptive() =>
            from seed in data.Seeds
            let spec = data.Spec(Scheme.JsccAeAdaptive, seed).With(Axis.Bandwidth, CurveData.Bandwidth)
            select FakeRun.Result(spec, [.. data.Axis.Select(snr => FakeRun.Point(new SnrDb(snr), 0.6 + (0.003 * seed) - loss, 10))]);

        var without = PaperClaims.Test(data.Curves, [], new Random(1));
        var settings = new FigureSettings { Bandwidth = CurveData.Bandwidth };
        var curves = CurveBuilder.Build([.. data.Results, .. Adaptive()], settings);
        var with = PaperClaims.Test(curves, [], new Random(1));

        Assert.Equal(7, without.Count);
        Assert.Equal((8, expected), (with[7].Number, with[7].Verdict));
        Assert.Equal(
            without.Select(claim => (claim.Verdict, claim.Evidence)),
            with.Take(7).Select(claim => (claim.Verdict, claim.Evidence)));
        Assert.Contains(
            curves["4b"].Curves,
            curve => curve.Series == "jscc-ae-adaptive" && curve.Note!.Contains("−10 dB to 20 dB", StringComparison.Ordinal));
    }

    private static CellResult Trained(CellResult cell, double gain)
    {
        var spec = cell.Spec.With(Axis.BackboneWeights, Axis.Trained);
        return FakeRun.Result(spec, [FakeRun.Point(SnrDb.Noiseless, cell.Points[0].Scores.Top1.Mean + gain, 1)], cell.Bits!.Measured.Mean);
    }

    private static CellResult Result(CellSpec spec, double top1) => FakeRun.Result(spec, [FakeRun.Point(new SnrDb(0), top1, 10)]);
}
