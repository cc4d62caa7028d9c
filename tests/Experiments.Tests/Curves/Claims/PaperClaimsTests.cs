using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Curves.Claims;
using Xunit;
using static JsccGrid.Experiments.Curves.Claims.ClaimVerdict;

namespace JsccGrid.Experiments.Tests.Curves.Claims;

/// <summary>Every claim, with data for which it holds, data for which it does not, and data that cannot tell.</summary>
public sealed class PaperClaimsTests
{
    /// <summary>From 0.2 at -10 dB to 0.5 at 20 dB: one point a dB.</summary>
    private static double Gentle(double test) => 0.3 + (Math.Min(test, 30) / 100);

    private static Claim Claim(int number, CurveData data, params CellSpec[] missing) => PaperClaims.Test(data.Curves, missing)[number - 1];

    private static void AssertVerdict(ClaimVerdict expected, int number, CurveData data, params CellSpec[] missing)
    {
        var claim = Claim(number, data, missing);
        Assert.True(expected == claim.Verdict, $"{claim.Verdict}: {claim.Evidence} {claim.Basis}");
    }

    [Fact]
    public void Test_NoResults_LeavesEveryClaimOpenAndSaysWhy() =>
        Assert.All(PaperClaims.Test(new CurveData().Curves, []), claim =>
        {
            Assert.Equal(NotEnoughData, claim.Verdict);
            Assert.NotEqual("", claim.Evidence);
        });

    [Fact]
    public void Claim1_AutoencoderHigherEverywhere_IsSupportedWithTheNumbers()
    {
        var claim = Claim(1, new CurveData { Axis = [-10, 0, 10], Autoencoder = (_, _, test, _) => Gentle(test), FullyConnected = (test, _) => Gentle(test) - (test > 5 ? 0.04 : 0.1) });

        Assert.Equal(Supported, claim.Verdict);
        Assert.Equal(
            "JSCC AE minus JSCC FC: +8.0 ± 0.1 points on average over 3 SNRs (−10 dB to 10 dB), least +4.0 ± 0.1 at 10 dB, above at 3 of 3. JSCC FC started from random weights.",
            claim.Evidence);
        Assert.Equal("One seed; ± is the standard error over 10 noise draws, without the spread of training.", claim.Basis);
    }

    [Fact]
    public void Claim1_LowerAtOneSnr_IsNotSupported() =>
        AssertVerdict(NotSupported, 1, new CurveData { Autoencoder = (_, _, _, _) => 0.4, FullyConnected = (test, _) => test > 15 ? 0.45 : 0.2 });

    [Fact]
    public void Claim1_DifferencesWithinTheNoise_IsOpen() =>
        AssertVerdict(NotEnoughData, 1, new CurveData { Autoencoder = (_, _, _, _) => 0.401, FullyConnected = (_, _) => 0.4, Error = 0.01 });

    [Fact]
    public void Claim1_HigherOnAverageButTiedAtOneSnr_IsOpen() =>
        AssertVerdict(NotEnoughData, 1, new CurveData { Autoencoder = (_, _, _, _) => 0.4, FullyConnected = (test, _) => test > 15 ? 0.4 : 0.2 });

    [Fact]
    public void Claim1_TwoSnrs_IsOpen() =>
        AssertVerdict(NotEnoughData, 1, new CurveData { Train = [-10, 10], Autoencoder = (_, _, _, _) => 0.4, FullyConnected = (_, _) => 0.3 });

    [Fact]
    public void Claim1_SeedsShiftBothSchemes_ComparesWithinSeeds()
    {
        var claim = Claim(1, new CurveData
        {
            Seeds = [0, 1, 2],
            Autoencoder = (_, _, _, seed) => 0.4 + (0.1 * seed) + (0.001 * (seed % 2)),
            FullyConnected = (_, seed) => 0.38 + (0.1 * seed),
        });

        Assert.Equal(Supported, claim.Verdict);
        Assert.Equal("3 seeds, paired; ± is the standard error over seeds.", claim.Basis);
    }

    [Fact]
    public void Claim1_SeedsDisagree_IsOpen() =>
        AssertVerdict(NotEnoughData, 1, new CurveData { Seeds = [0, 1], Autoencoder = (_, _, _, seed) => seed == 0 ? 0.5 : 0.4, FullyConnected = (_, _) => 0.42 });

    [Fact]
    public void Claim1_OneSeedOneDraw_SaysThatTheUncertaintyIsUnknown() =>
        Assert.Equal(
            "One seed, one draw: the uncertainty is unknown.",
            Claim(1, new CurveData { NoiseDraws = 1, Autoencoder = (_, _, _, _) => 0.5, FullyConnected = (_, _) => 0.4 }).Basis);

    [Fact]
    public void Claim1_CellMissing_WithholdsSupportButNotRefutation()
    {
        var higher = new CurveData { Autoencoder = (_, _, _, _) => 0.4, FullyConnected = (_, _) => 0.3 };
        var lower = higher with { FullyConnected = (_, _) => 0.5 };
        var missing = higher.Spec(Scheme.JsccFc) with { Bandwidth = CurveData.Bandwidth };

        AssertVerdict(NotEnoughData, 1, higher, missing);
        AssertVerdict(NotSupported, 1, lower, missing);
        AssertVerdict(Supported, 1, higher, higher.Spec(Scheme.Digital));
        Assert.EndsWith("1 cell of this claim missing.", Claim(1, higher, missing).Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void Claim2_DigitalInOutageAtLowSnr_IsSupported()
    {
        var claim = Claim(2, new CurveData { Autoencoder = (_, _, test, _) => Gentle(test), Digital = [(3, 0.6)] });

        Assert.Equal(Supported, claim.Verdict);
        Assert.EndsWith("Digital needs at least 3 dB; below, it is in outage.", claim.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Claim2_DigitalAheadOnlyAboveZero_IsStillSupported() =>
        AssertVerdict(Supported, 2, new CurveData { Autoencoder = (_, _, _, _) => 0.3, Digital = [(1, 0.9)] });

    [Fact]
    public void Claim2_DigitalAheadAtZero_IsNotSupported() =>
        AssertVerdict(NotSupported, 2, new CurveData { Autoencoder = (_, _, test, _) => Gentle(test), Digital = [(-1, 0.6)] });

    [Fact]
    public void Claim2_NoDigitalCellsOrOneLowSnr_IsOpen()
    {
        var data = new CurveData { Autoencoder = (_, _, _, _) => 0.4 };

        AssertVerdict(NotEnoughData, 2, data);
        AssertVerdict(NotEnoughData, 2, data with { Axis = [0, 5, 10], Digital = [(3, 0.6)] });
    }

    [Fact]
    public void Claim3_GapOfAFifthOfAPointAt20Db_IsSupported() =>
        AssertVerdict(Supported, 3, new CurveData { Autoencoder = (_, _, test, _) => test < 15 ? 0.3 : 0.598, Baseline = 0.6 });

    [Fact]
    public void Claim3_GapOfThreePoints_IsNotSupported() =>
        AssertVerdict(NotSupported, 3, new CurveData { Autoencoder = (_, _, _, _) => 0.57, Baseline = 0.6 });

    [Fact]
    public void Claim3_GapWithinItsUncertaintyOfTheTolerance_IsOpen() =>
        AssertVerdict(NotEnoughData, 3, new CurveData { Autoencoder = (_, _, _, _) => 0.592, Baseline = 0.6, Error = 0.004 });

    [Fact]
    public void Claim3_NoHighSnrOrNoBaseline_IsOpen()
    {
        AssertVerdict(NotEnoughData, 3, new CurveData { Axis = [-10, 0, 5], Autoencoder = (_, _, _, _) => 0.6, Baseline = 0.6 });
        AssertVerdict(NotEnoughData, 3, new CurveData { Autoencoder = (_, _, _, _) => 0.6 });
    }

    [Fact]
    public void Claim3_OnlyTheNoiselessChannelIsHigh_IsJudgedThere() =>
        AssertVerdict(Supported, 3, new CurveData { Axis = [0, 5], Train = [0, double.PositiveInfinity], Autoencoder = (_, _, _, _) => 0.6, Baseline = 0.6 });

    [Fact]
    public void Claim3_BaselineThatLearnedNothing_IsOpen() =>
        AssertVerdict(NotEnoughData, 3, new CurveData { Autoencoder = (_, _, _, _) => 0.02, Baseline = 0.02 });

    [Fact]
    public void Claim4_ZeroDbNetworkCloseToTheBest_IsSupported() =>
        AssertVerdict(Supported, 4, new CurveData { Train = [-10, 0, 10], Autoencoder = (_, train, test, _) => Gentle(test) - (Math.Abs(train - test) / 1000) });

    [Fact]
    public void Claim4_MinusThreeDbNetworkFarFromTheBest_IsNotSupported()
    {
        var claim = Claim(4, new CurveData { Train = [-3, 0, 10], Axis = [-10, -3, 0, 10], Autoencoder = (_, train, test, _) => Gentle(test) - (train < 0 ? 0.05 : 0) });

        Assert.Equal(NotSupported, claim.Verdict);
        Assert.Equal(
            "Trained at −3 dB: +5.0 ± 0.1 points lost on average over 4 test SNRs (−10 dB to 10 dB), most +5.0 ± 0.1 at −10 dB. "
            + "Trained at 0 dB: 0.0 points lost on average over 4 test SNRs (−10 dB to 10 dB), most 0.0 at −10 dB.",
            claim.Evidence);
    }

    [Fact]
    public void Claim4_LossNearTheTolerance_IsOpen() =>
        AssertVerdict(NotEnoughData, 4, new CurveData { Train = [-10, 0, 10], Error = 0.02, Autoencoder = (_, train, test, _) => Gentle(test) - (train == 0 ? 0.03 : 0) });

    [Fact]
    public void Claim4_TwoNetworksOrANarrowRangeOrNothingLearned_IsOpen()
    {
        var data = new CurveData { Autoencoder = (_, _, _, _) => 0.4 };

        AssertVerdict(Supported, 4, data);
        AssertVerdict(NotEnoughData, 4, data with { Train = [0, 10] });
        AssertVerdict(NotEnoughData, 4, data with { Axis = [-4, 0, 4] });
        AssertVerdict(NotEnoughData, 4, data with { Train = [-10, 5, 10] });
        AssertVerdict(NotEnoughData, 4, data with { Autoencoder = (_, _, _, _) => 0.01 });
    }

    [Fact]
    public void Claim5_GentleSlopeAgainstCliff_IsSupportedWithTheNumbers()
    {
        var claim = Claim(5, new CurveData { Autoencoder = (_, _, test, _) => Gentle(test) - (test > 0 ? 0 : 0.01), Digital = [(3, 0.509)] });

        Assert.Equal(Supported, claim.Verdict);
        Assert.Equal(
            "Steepest fall: JSCC AE trained at 0 dB 1.2 points per dB (5 dB to 0 dB); digital 10.0 points per dB (5 dB to 0 dB). Digital minus twice JSCC AE: +7.6 ± 0.1 points per dB.",
            claim.Evidence);
    }

    [Fact]
    public void Claim5_AutoencoderFallsAsSteeply_IsNotSupported() =>
        AssertVerdict(NotSupported, 5, new CurveData { Autoencoder = (_, _, test, _) => test < 0 ? 0.1 : 0.5, Digital = [(3, 0.5)] });

    [Fact]
    public void Claim5_NoisySlopes_IsOpen() =>
        AssertVerdict(NotEnoughData, 5, new CurveData { Autoencoder = (_, _, test, _) => test < 0 ? 0.26 : 0.5, Digital = [(3, 0.5)], Error = 0.02 });

    [Fact]
    public void Claim5_NoCliffInRange_IsOpen()
    {
        var data = new CurveData { Autoencoder = (_, _, test, _) => Gentle(test) };

        AssertVerdict(NotEnoughData, 5, data);
        AssertVerdict(NotEnoughData, 5, data with { Digital = [(-15, 0.5)] });
        AssertVerdict(NotEnoughData, 5, data with { Digital = [(30, 0.5)] });
    }

    [Fact]
    public void Claim5_DigitalCellMissing_IsOpenEitherWay()
    {
        var data = new CurveData { Autoencoder = (_, _, test, _) => Gentle(test), Digital = [(3, 0.5)] };

        AssertVerdict(NotEnoughData, 5, data, data.Spec(Scheme.Digital));
        AssertVerdict(NotEnoughData, 5, data with { Autoencoder = (_, _, test, _) => test < 0 ? 0.1 : 0.5 }, data.Spec(Scheme.Digital));
    }

    [Fact]
    public void Claim6_ShrinkingGains_IsSupportedWithTheNumbers()
    {
        var claim = Claim(6, new CurveData { Axis = [0, 10], Bandwidths = [8, 16, 64], Autoencoder = (bandwidth, _, _, _) => bandwidth switch { 8 => 0.3, 16 => 0.4, _ => 0.44 } });

        Assert.Equal(Supported, claim.Verdict);
        Assert.Equal(
            "B = 8 to 64: +14.0 ± 0.1 points on average over 2 SNRs (0 dB to 10 dB). Gain per doubling: +10.0 ± 0.1 (8 to 16), +2.0 ± 0.1 (16 to 64); first minus last +8.0 ± 0.1.",
            claim.Evidence);
    }

    [Theory]
    [InlineData(0.3, 0.4, 0.35)] // falls again
    [InlineData(0.3, 0.33, 0.43)] // grows faster and faster
    [InlineData(0.4, 0.4, 0.3)]
    public void Claim6_NoGainOrGrowingGains_IsNotSupported(double first, double second, double third) =>
        AssertVerdict(NotSupported, 6, new CurveData { Bandwidths = [8, 16, 32], Autoencoder = (bandwidth, _, _, _) => bandwidth switch { 8 => first, 16 => second, _ => third } });

    [Fact]
    public void Claim6_TwoBandwidthsOrEqualGainsOrOneSnr_IsOpen()
    {
        var shrinking = new CurveData { Bandwidths = [8, 16, 32], Autoencoder = (bandwidth, _, _, _) => bandwidth switch { 8 => 0.3, 16 => 0.4, _ => 0.44 } };

        AssertVerdict(Supported, 6, shrinking);
        AssertVerdict(NotEnoughData, 6, shrinking with { Bandwidths = [8, 16] });
        AssertVerdict(NotEnoughData, 6, shrinking with { Train = [0] });
        AssertVerdict(NotEnoughData, 6, shrinking with { Error = 0.1 });
    }

    [Fact]
    public void Claim7_BestNetworkMeetsTheBaselineAt10Db_IsSupported()
    {
        var claim = Claim(7, new CurveData { Train = [-10, 5], Autoencoder = (_, train, test, _) => train > 0 && test >= 10 ? 0.599 : 0.4, Baseline = 0.6 });

        Assert.Equal(Supported, claim.Verdict);
        Assert.Equal("Baseline minus JSCC AE (trained at 5 dB) at 10 dB: +0.1 ± 0.1 points. First within 1 point at 10 dB.", claim.Evidence);
    }

    [Fact]
    public void Claim7_ShortOfTheBaselineAt10Db_IsNotSupported() =>
        AssertVerdict(NotSupported, 7, new CurveData { Autoencoder = (_, _, test, _) => test > 10 ? 0.6 : 0.55, Baseline = 0.6 });

    [Fact]
    public void Claim7_NotTestedAt10DbOrTooNoisy_IsOpen()
    {
        var data = new CurveData { Autoencoder = (_, _, _, _) => 0.598, Baseline = 0.6 };

        AssertVerdict(Supported, 7, data);
        AssertVerdict(NotEnoughData, 7, data with { Axis = [0, 20] });
        AssertVerdict(NotEnoughData, 7, data with { Error = 0.02 });
        AssertVerdict(NotEnoughData, 7, data with { Baseline = null });
    }

    [Fact]
    public void Claim7_CellMissing_WithholdsRefutationButNotSupport()
    {
        var short10 = new CurveData { Autoencoder = (_, _, _, _) => 0.5, Baseline = 0.6 };
        var missing = short10.Spec(Scheme.JsccAe) with { Bandwidth = CurveData.Bandwidth };

        AssertVerdict(NotEnoughData, 7, short10, missing);
        AssertVerdict(Supported, 7, short10 with { Autoencoder = (_, _, _, _) => 0.6 }, missing);
    }

    [Fact]
    public void Test_SeedsWithoutCommonOne_IsOpenNotACrash()
    {
        var first = new CurveData { Autoencoder = (_, _, _, _) => 0.5, Seeds = [0] };
        var second = new CurveData { FullyConnected = (_, _) => 0.4, Baseline = 0.6, Digital = [(3, 0.5)], Seeds = [1] };
        var curves = Experiments.Curves.CurveBuilder.Build([.. first.Results, .. second.Results], new() { Bandwidth = CurveData.Bandwidth });

        Assert.All(PaperClaims.Test(curves, []).Where(claim => claim.Number != 4), claim => Assert.Equal(NotEnoughData, claim.Verdict));
    }
}
