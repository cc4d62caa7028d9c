using JsccGrid.Curves.Claims;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;
using Xunit;
using static JsccGrid.Curves.Claims.ClaimVerdict;

namespace JsccGrid.Curves.Tests.Claims;

/// <content>The claims behind the first.</content>
public sealed partial class PaperClaimsTests
{
    [Fact]
    public void Claim2_DigitalInOutageAtLowSnr_IsSupported()
    {
        var claim = Claim(2, Three with { Autoencoder = (_, _, test, _) => Gentle(test), Digital = [(3, 0.6)] });

        Assert.Equal(Supported, claim.Verdict);
        Assert.EndsWith(
            "Digital leaves the backbone frozen. Digital needs at least 3 dB; below, it is in outage.",
            claim.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.15, 0.15, Supported)]
    [InlineData(0.15, 0.5, NotSupported)]
    [InlineData(0.5, 0.15, NotSupported)]
    public void Claim2_BackboneFrozenAndTrained_NeedsBothEnvelopesBelowAndNamesThem(double frozen, double trained, ClaimVerdict expected)
    {
        CurveData With(double top1) => Three with { Autoencoder = (_, _, test, _) => Gentle(test), Digital = [(-15, top1)] };
        var others = With(trained).Results.Where(cell => cell.Spec.Scheme == Scheme.Digital).Select(cell =>
        {
            var spec = cell.Spec.With(Axis.BackboneWeights, Axis.Trained);
            return cell with { Spec = spec, Cell = spec.Id };
        });

        var settings = new FigureSettings { Bandwidth = CurveData.Bandwidth };
        var claim = Test(CurveBuilder.Build([.. With(frozen).Results, .. others], settings))[1];

        Assert.Equal(expected, claim.Verdict);
        foreach (var which in new[] { "frozen", "trained" })
            Assert.Contains($"JSCC AE minus digital envelope (backbone {which}):", claim.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    public void Rule_ThatPicksTheBestOfSeveral_SaysOnWhat(int number) => Assert.Contains(
        "chosen on the test identities", Claim(number, Three with { Autoencoder = (_, _, _, _) => 0.4 }).Rule, StringComparison.Ordinal);

    [Fact]
    public void Claim2_OnePointCollapsed_IsNotWhatDigitalNeeds()
    {
        var claim = Claim(2, Three with { Autoencoder = (_, _, test, _) => Gentle(test), Digital = [(-15, 0.012), (3, 0.6)] });

        Assert.Equal(Supported, claim.Verdict);
        Assert.EndsWith(
            "Digital needs at least 3 dB; below, it is in outage. Collapsed operating points, which deliver nothing: 1 of 2.",
            claim.Evidence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Claim2_EveryPointCollapsed_IsOpen()
    {
        var claim = Claim(2, Three with { Autoencoder = (_, _, test, _) => Gentle(test), Digital = [(-15, 0.012), (3, 0.03)] });

        Assert.Equal(
            (NotEnoughData, "Every digital operating point (2) has collapsed: its accuracy is that of chance."),
            (claim.Verdict, claim.Evidence));
    }

    [Fact]
    public void Claim2_DigitalAheadOnlyAboveZero_IsStillSupported() =>
        AssertVerdict(Supported, 2, Three with { Autoencoder = (_, _, _, _) => 0.3, Digital = [(1, 0.9)] });

    [Fact]
    public void Claim2_DigitalAheadAtZero_IsNotSupported() =>
        AssertVerdict(NotSupported, 2, Three with { Autoencoder = (_, _, test, _) => Gentle(test), Digital = [(-1, 0.6)] });

    [Fact]
    public void Claim2_NoDigitalCellsOrOneLowSnr_IsOpen()
    {
        var data = Three with { Autoencoder = (_, _, _, _) => 0.4 };

        AssertVerdict(NotEnoughData, 2, data);
        AssertVerdict(NotEnoughData, 2, data with { Axis = [0, 5, 10], Digital = [(3, 0.6)] });
    }

    [Fact]
    public void Claim3_GapOfAFifthOfAPointAt20Db_IsSupported() =>
        AssertVerdict(Supported, 3, Three with { Autoencoder = (_, _, test, _) => test < 15 ? 0.3 : 0.598 });

    [Fact]
    public void Claim3_GapOfThreePoints_IsNotSupported() =>
        AssertVerdict(NotSupported, 3, Three with { Autoencoder = (_, _, _, _) => 0.57 });

    [Fact]
    public void Claim3_GapWithinItsUncertaintyOfTheTolerance_IsOpen() =>
        AssertVerdict(NotEnoughData, 3, Three with { Autoencoder = (_, _, _, seed) => 0.592 + Spread(seed, 0.004) });

    [Fact]
    public void Claim3_NoHighSnrOrNoBaseline_IsOpen()
    {
        AssertVerdict(NotEnoughData, 3, Three with { Axis = [-10, 0, 5], Autoencoder = (_, _, _, _) => 0.6 });
        AssertVerdict(NotEnoughData, 3, Three with { Baseline = null, Autoencoder = (_, _, _, _) => 0.6 });
    }

    [Fact]
    public void Claim3_OnlyTheNoiselessChannelIsHigh_IsJudgedThere() =>
        AssertVerdict(Supported, 3, Three with { Axis = [0, 5], Train = [0, double.PositiveInfinity], Autoencoder = (_, _, _, _) => 0.6 });

    [Theory] // 0.8 points are 1.4 % of a lead of 59.1 and 2.8 % of one of 29.1
    [InlineData(0.6, Supported)]
    [InlineData(0.3, NotSupported)]
    public void Claim3_SameGapOnEasyAndHardData_IsJudgedByTheLead(double baseline, ClaimVerdict expected) =>
        AssertVerdict(expected, 3, Three with { Baseline = baseline, Autoencoder = (_, _, _, _) => baseline - 0.008 });

    [Fact]
    public void Claim4_ZeroDbNetworkCloseToTheBest_IsSupported() =>
        AssertVerdict(
            Supported,
            4,
            Three with { Train = [-10, 0, 10], Autoencoder = (_, train, test, _) => Gentle(test) - (Math.Abs(train - test) / 1000) });

    [Fact]
    public void Claim4_MinusThreeDbNetworkFarFromTheBest_IsNotSupported()
    {
        var claim = Claim(4, Three with
        {
            Train = [-3, 0, 10],
            Axis = [-10, -3, 0, 10],
            Autoencoder = (_, train, test, _) => Gentle(test) - (train < 0 ? 0.05 : 0)
        });

        Assert.Equal(NotSupported, claim.Verdict);
        Assert.Equal(
            "Trained at −3 dB: +5.0 ± 0.0 points lost on average over 4 test SNRs (−10 dB to 10 dB), "
            + "8.5 % of the lead; most +5.0 ± 0.0 at −10 dB. "
            + "Trained at 0 dB: 0.0 ± 0.0 points lost on average over 4 test SNRs (−10 dB to 10 dB), "
            + "0.0 % of the lead; most 0.0 ± 0.0 at −10 dB. "
            + "The best of 3 networks at each SNR is chosen on the test identities, which favours it.",
            claim.Evidence);
    }

    [Fact]
    public void Claim4_LossNearTheTolerance_IsOpen() =>
        AssertVerdict(
            NotEnoughData,
            4,
            Three with
            {
                Train = [-10, 0, 10],
                Autoencoder = (_, train, test, seed) => Gentle(test) - (train == 0 ? 0.03 + Spread(seed, 0.01) : 0)
            });

    [Theory] // 2 points are 3.4 % of a lead of 59.1 and 10.5 % of one of 19.1
    [InlineData(0.6, Supported)]
    [InlineData(0.2, NotSupported)]
    public void Claim4_SameLossOnEasyAndHardData_IsJudgedByTheLead(double baseline, ClaimVerdict expected) => AssertVerdict(
        expected,
        4,
        Three with
        {
            Baseline = baseline,
            Train = [-10, 0, 10],
            Autoencoder = (_, train, _, _) => (0.9 * baseline) - (train == 0 ? 0.02 : 0)
        });

    [Fact]
    public void Claim4_TwoNetworksOrANarrowRangeOrNothingLearned_IsOpen()
    {
        var data = Three with { Autoencoder = (_, _, _, _) => 0.4 };

        AssertVerdict(Supported, 4, data);
        AssertVerdict(NotEnoughData, 4, data with { Train = [0, 10] });
        AssertVerdict(NotEnoughData, 4, data with { Axis = [-4, 0, 4] });
        AssertVerdict(NotEnoughData, 4, data with { Train = [-10, 5, 10] });
        AssertVerdict(NotEnoughData, 4, data with { Autoencoder = (_, _, _, _) => 0.01 });
    }

    [Fact]
    public void Claim5_GentleSlopeAgainstCliff_IsSupportedWithTheNumbers()
    {
        var claim = Claim(5, Three with { Autoencoder = (_, _, test, _) => Gentle(test) - (test > 0 ? 0 : 0.01), Digital = [(3, 0.509)] });

        Assert.Equal(Supported, claim.Verdict);
        Assert.Equal(
            "Steepest fall: JSCC AE trained at 0 dB 1.2 points per dB (5 dB to 0 dB); "
                + "digital envelope 10.0 points per dB (5 dB to 0 dB). "
                + "Digital minus twice JSCC AE: +7.6 ± 0.0 points per dB. Digital leaves the backbone frozen.",
            claim.Evidence);
    }

    [Fact]
    public void Claim5_AutoencoderFallsAsSteeply_IsNotSupported() =>
        AssertVerdict(NotSupported, 5, Three with { Autoencoder = (_, _, test, _) => test < 0 ? 0.1 : 0.5, Digital = [(3, 0.5)] });

    [Fact]
    public void Claim5_NoisySlopes_IsOpen() =>
        AssertVerdict(
            NotEnoughData,
            5,
            Three with
            {
                Autoencoder = (_, _, test, seed) => (test < 0 ? 0.26 : 0.5) + (test < 0 ? Spread(seed, 0.02) : 0),
                Digital = [(3, 0.5)]
            });

    [Fact]
    public void Claim5_NoCliffInRange_IsOpen()
    {
        var data = Three with { Autoencoder = (_, _, test, _) => Gentle(test) };

        AssertVerdict(NotEnoughData, 5, data);
        AssertVerdict(NotEnoughData, 5, data with { Digital = [(-15, 0.5)] });
        AssertVerdict(NotEnoughData, 5, data with { Digital = [(30, 0.5)] });
    }

    [Fact]
    public void Claim5_CollapsedPointBelowTheRange_DoesNotHideTheCliff()
    {
        var data = Three with { Autoencoder = (_, _, test, _) => Gentle(test), Digital = [(3, 0.5)] };

        AssertVerdict(Supported, 5, data);
        AssertVerdict(Supported, 5, data with { Digital = [(-15, 0.012), (3, 0.5)] });
        Assert.Equal(
            "Digital delivers at every test SNR down to −10 dB: its cliff lies below.",
            Claim(5, data with { Digital = [(-15, 0.12), (3, 0.5)] }).Evidence);
        Assert.StartsWith(
            "Digital does not deliver at any test SNR",
            Claim(5, data with { Digital = [(-15, 0.012)] }).Evidence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Claim5_DigitalCellMissing_IsOpenEitherWay()
    {
        var data = Three with { Autoencoder = (_, _, test, _) => Gentle(test), Digital = [(3, 0.5)] };

        AssertVerdict(NotEnoughData, 5, data, data.Spec(Scheme.Digital));
        AssertVerdict(NotEnoughData, 5, data with { Autoencoder = (_, _, test, _) => test < 0 ? 0.1 : 0.5 }, data.Spec(Scheme.Digital));
    }

    [Fact]
    public void Claim6_ShrinkingGains_IsSupportedWithTheNumbers()
    {
        var claim = Claim(6, Three with
        {
            Axis = [0, 10],
            Bandwidths = [8, 16, 64],
            Autoencoder = (bandwidth, _, _, _) => bandwidth switch { 8 => 0.3, 16 => 0.4, _ => 0.44 }
        });

        Assert.Equal(Supported, claim.Verdict);
        Assert.Equal(
            "B = 8 to 64: +14.0 ± 0.0 points on average over 2 SNRs (0 dB to 10 dB). "
                + "Gain per doubling: +10.0 ± 0.0 (8 to 16), +2.0 ± 0.0 (16 to 64); first minus last +8.0 ± 0.0.",
            claim.Evidence);
    }

    [Theory]
    [InlineData(0.3, 0.4, 0.35)] // falls again
    [InlineData(0.3, 0.33, 0.43)] // grows faster and faster
    [InlineData(0.4, 0.4, 0.3)]
    public void Claim6_NoGainOrGrowingGains_IsNotSupported(double first, double second, double third) =>
        AssertVerdict(
            NotSupported,
            6,
            Three with
            {
                Bandwidths = [8, 16, 32],
                Autoencoder = (bandwidth, _, _, _) => bandwidth switch { 8 => first, 16 => second, _ => third }
            });

    [Fact]
    public void Claim6_TwoBandwidthsOrEqualGainsOrOneSnr_IsOpen()
    {
        var shrinking = Three with
        {
            Bandwidths = [8, 16, 32],
            Autoencoder = (bandwidth, _, _, _) => bandwidth switch { 8 => 0.3, 16 => 0.4, _ => 0.44 }
        };

        AssertVerdict(Supported, 6, shrinking);
        AssertVerdict(NotEnoughData, 6, shrinking with { Bandwidths = [8, 16] });
        AssertVerdict(NotEnoughData, 6, shrinking with { Train = [0] });
        AssertVerdict(
            NotEnoughData,
            6,
            shrinking with
            {
                Autoencoder = (bandwidth, _, _, seed) => bandwidth switch { 8 => 0.3 + Spread(seed, 0.1), 16 => 0.4, _ => 0.44 }
            });
    }

    [Fact]
    public void Claim7_BestNetworkMeetsTheBaselineAt10Db_IsSupported()
    {
        var claim = Claim(7, Three with { Train = [-10, 5], Autoencoder = (_, train, test, _) => train > 0 && test >= 10 ? 0.599 : 0.4 });

        Assert.Equal(Supported, claim.Verdict);
        Assert.Equal(
            "Baseline minus JSCC AE (trained at 5 dB) at 10 dB: +0.1 ± 0.0 points (60.0 against 59.9), 0.2 % of the lead. "
                + "First within 1.5 % of it at 10 dB. The best of 2 networks, chosen on the test identities, which favours it.",
            claim.Evidence);
    }

    [Fact]
    public void Claim7_ShortOfTheBaselineAt10Db_IsNotSupported() =>
        AssertVerdict(NotSupported, 7, Three with { Autoencoder = (_, _, test, _) => test > 10 ? 0.6 : 0.55 });

    [Fact]
    public void Claim7_NotTestedAt10DbOrTooNoisy_IsOpen()
    {
        var data = Three with { Autoencoder = (_, _, _, _) => 0.598 };

        AssertVerdict(Supported, 7, data);
        AssertVerdict(NotEnoughData, 7, data with { Axis = [0, 20] });
        AssertVerdict(NotEnoughData, 7, data with { Autoencoder = (_, _, _, seed) => 0.598 + Spread(seed, 0.02) });
        AssertVerdict(NotEnoughData, 7, data with { Baseline = null });
    }

    [Fact]
    public void Claim7_CellMissing_WithholdsRefutationButNotSupport()
    {
        var short10 = Three with { Autoencoder = (_, _, _, _) => 0.5 };
        var missing = short10.Spec(Scheme.JsccAe).With(Axis.Bandwidth, CurveData.Bandwidth);

        AssertVerdict(NotEnoughData, 7, short10, missing);
        AssertVerdict(Supported, 7, short10 with { Autoencoder = (_, _, _, _) => 0.6 }, missing);
    }
}
