using JsccGrid.Curves.Claims;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using Xunit;
using static JsccGrid.Curves.Claims.ClaimVerdict;

namespace JsccGrid.Curves.Tests.Claims;

/// <summary>Every claim, with data for which it holds, data for which it does not, and data that cannot tell.</summary>
public sealed class PaperClaimsTests
{
    /// <summary>Three seeds and a baseline that has learned.</summary>
    private static readonly CurveData Three = new() { Seeds = [0, 1, 2], Baseline = 0.6 };

    /// <summary>From 0.2 at -10 dB to 0.5 at 20 dB: one point a dB.</summary>
    private static double Gentle(double test) => 0.3 + (Math.Min(test, 30) / 100);

    /// <summary>By seed: -1, 0 and 1 times the size, whose standard error over the three is 0.58 of it.</summary>
    private static double Spread(int seed, double size) => (seed - 1) * size;

    private static Claim Claim(int number, CurveData data, params CellSpec[] missing) => Test(data.Curves, missing)[number - 1];

    private static IReadOnlyList<Claim> Test(JsccGrid.Curves.PaperCurves curves, params CellSpec[] missing) =>
        PaperClaims.Test(curves, missing, new Random(1));

    private static void AssertVerdict(ClaimVerdict expected, int number, CurveData data, params CellSpec[] missing)
    {
        var claim = Claim(number, data, missing);
        Assert.True(expected == claim.Verdict, $"{claim.Verdict}: {claim.Evidence} {claim.Basis}");
    }

    [Fact]
    public void Test_NoResults_LeavesEveryClaimOpenAndSaysWhy() =>
        Assert.All(Test(new CurveData().Curves), claim =>
        {
            Assert.Equal(NotEnoughData, claim.Verdict);
            Assert.NotEqual("", claim.Evidence);
        });

    [Fact]
    public void Claim1_AutoencoderHigherEverywhere_IsSupportedWithTheNumbers()
    {
        var claim = Claim(1, Three with
        {
            Axis = [-10, 0, 10],
            Autoencoder = (_, _, test, _) => Gentle(test),
            FullyConnected = (test, seed) => Gentle(test) - (test > 5 ? 0.04 : 0.1) + Spread(seed, 0.002)
        });

        Assert.Equal(Supported, claim.Verdict);
        Assert.Equal(
            "JSCC AE minus JSCC FC: +8.0 ± 0.1 points on average over 3 SNRs (−10 dB to 10 dB), least +4.0 ± 0.1 at 10 dB; "
            + "clearly above at 3 of 3, clearly below at 0. JSCC FC starts from random weights.",
            claim.Evidence);
        Assert.Equal(
            "3 seeds, paired; ± is the standard error over seeds. "
                + "It lacks the sampling of test identities: not every result holds hits per query.",
            claim.Basis);
        Assert.Equal((3, 1400, null), (claim.Seeds, claim.Queries, claim.Identities));
    }

    [Fact]
    public void Claim1_LowerAtOneSnr_IsNotSupported() =>
        AssertVerdict(
            NotSupported,
            1,
            Three with { Autoencoder = (_, _, _, _) => 0.4, FullyConnected = (test, _) => test > 15 ? 0.45 : 0.2 });

    [Fact]
    public void Claim1_DifferencesWithinTheNoise_IsOpen() =>
        AssertVerdict(
            NotEnoughData,
            1,
            Three with { Autoencoder = (_, _, _, seed) => 0.401 + Spread(seed, 0.01), FullyConnected = (_, _) => 0.4 });

    [Fact]
    public void Claim1_HigherOnAverageButTiedAtOneSnr_IsOpen() =>
        AssertVerdict(
            NotEnoughData,
            1,
            Three with { Autoencoder = (_, _, _, _) => 0.4, FullyConnected = (test, _) => test > 15 ? 0.4 : 0.2 });

    [Fact]
    public void Claim1_HigherEverywhereButUnclearAtOneSnr_IsOpen() =>
        AssertVerdict(
            NotEnoughData,
            1,
            Three with
            {
                Autoencoder = (_, _, test, seed) => 0.4 + (test > 15 ? 0.001 + Spread(seed, 0.01) : 0.1),
                FullyConnected = (_, _) => 0.4
            });

    [Theory]
    [InlineData(0.0050, NotEnoughData)] // t = 3.46, p = 0.037: clear for one SNR, not for the least of six and their average
    [InlineData(0.0005, NotSupported)] // t = 34.6, p = 0.0004
    public void Claim1_BelowAtOneOfSixSnrs_IsRefutedBeyondTheCorrectionForTheirNumber(double spread, ClaimVerdict expected) =>
        AssertVerdict(
            expected,
            1,
            Three with
            {
                Autoencoder = (_, _, test, seed) => test > 15 ? 0.39 + Spread(seed, spread) : 0.45,
                FullyConnected = (_, _) => 0.4
            });

    [Fact]
    public void Claim1_TwoSnrs_IsOpen() =>
        AssertVerdict(
            NotEnoughData,
            1,
            Three with { Train = [-10, 10], Autoencoder = (_, _, _, _) => 0.4, FullyConnected = (_, _) => 0.3 });

    [Fact]
    public void Claim1_SeedsShiftBothSchemes_ComparesWithinSeeds()
    {
        var claim = Claim(1, Three with
        {
            Seeds = [0, 1, 2],
            Autoencoder = (_, _, _, seed) => 0.4 + (0.1 * seed) + (0.001 * (seed % 2)),
            FullyConnected = (_, seed) => 0.38 + (0.1 * seed),
        });

        Assert.Equal(Supported, claim.Verdict);
        Assert.Equal(
            "3 seeds, paired; ± is the standard error over seeds. "
                + "It lacks the sampling of test identities: not every result holds hits per query.",
            claim.Basis);
    }

    [Fact]
    public void Claim1_SeedsDisagree_IsOpen() =>
        AssertVerdict(
            NotEnoughData,
            1,
            Three with { Seeds = [0, 1], Autoencoder = (_, _, _, seed) => seed == 0 ? 0.5 : 0.4, FullyConnected = (_, _) => 0.42 });

    [Fact]
    public void Claim1_OneSeedOneDrawNoHits_SaysThatTheUncertaintyIsUnknownAndDecidesNothing()
    {
        var claim = Claim(1, Three with { Seeds = [0], NoiseDraws = 1, Autoencoder = (_, _, _, _) => 0.5, FullyConnected = (_, _) => 0.4 });

        Assert.Equal(NotEnoughData, claim.Verdict);
        Assert.Equal("One seed, one draw, no hits per query: the uncertainty is unknown.", claim.Basis);
    }

    [Fact]
    public void Claim1_HitsPerQuery_WidenTheUncertaintyByTheSamplingOfPersons()
    {
        // 60 and 50 of 100 persons found, whatever the noise and the seed: ten differ, and the error of their share is
        // sqrt(0.1 x 0.9 / 99).
        var data = Three with { Identities = 100, Autoencoder = (_, _, _, _) => 0.6, FullyConnected = (_, _) => 0.5 };

        var claim = Claim(1, data);

        Assert.Equal(Supported, claim.Verdict);
        Assert.StartsWith("JSCC AE minus JSCC FC: +10.0 ± 3.0 points", claim.Evidence, StringComparison.Ordinal);
        Assert.Equal("3 seeds, paired; ± joins the standard errors over seeds and over 100 test identities (bootstrap).", claim.Basis);
        Assert.Equal((3, 200, 100), (claim.Seeds, claim.Queries, claim.Identities));
        AssertVerdict(NotEnoughData, 1, data with { FullyConnected = (_, _) => 0.58 }); // two persons: ± 1.4
        AssertVerdict(Supported, 1, data with { Identities = 0, FullyConnected = (_, _) => 0.58 });
    }

    [Fact]
    public void Claim1_OneSeedWithHits_SaysWhatItsUncertaintyHolds() => Assert.Equal(
        "One seed; ± joins the standard errors over 10 noise draws and over 100 test identities (bootstrap), "
            + "without the spread of training.",
        Claim(1, Three with { Seeds = [0], Identities = 100, Autoencoder = (_, _, _, _) => 0.6, FullyConnected = (_, _) => 0.5 }).Basis);

    [Theory]
    [InlineData(0.3, IndicationFor)]
    [InlineData(0.5, IndicationAgainst)]
    [InlineData(0.4, NotEnoughData)]
    public void Claim1_OneSeed_IsAnIndicationAtMost(double fullyConnected, ClaimVerdict expected)
    {
        var data = Three with { Seeds = [0], Autoencoder = (_, _, _, _) => 0.4, FullyConnected = (_, _) => fullyConnected };

        AssertVerdict(expected, 1, data);
        Assert.Equal(1, Claim(1, data).Seeds);
    }

    [Fact]
    public void Test_OneSeedWhateverTheData_SupportsAndRefutesNothing()
    {
        CurveData[] runs =
        [
            Three with
            {
                Bandwidths = [8, 16, 32],
                Autoencoder = (bandwidth, _, test, _) => Math.Min(0.6, Gentle(test) + (0.1 * Math.Log2(bandwidth)) - 0.3),
                FullyConnected = (_, _) => 0.2,
                Digital = [(3, 0.6)]
            },
            Three with
            {
                Bandwidths = [8, 16, 32],
                Autoencoder = (bandwidth, train, test, _) => test < train ? 0.1 : 0.4 - (bandwidth / 1000.0),
                FullyConnected = (_, _) => 0.5,
                Digital = [(3, 0.5)]
            },
        ];

        Assert.All(
            runs.SelectMany(data => Test((data with { Seeds = [0] }).Curves)),
            claim => Assert.True(claim.Verdict is not Supported and not NotSupported, claim.Statement));
        Assert.Contains(runs.SelectMany(data => Test((data with { Seeds = [0] }).Curves)), claim => claim.Verdict == IndicationAgainst);
        Assert.Contains(runs.SelectMany(data => Test((data with { Seeds = [0] }).Curves)), claim => claim.Verdict == IndicationFor);
    }

    [Fact]
    public void Test_BaselineThatLearnedNothing_JudgesNoClaimAndSaysWhy()
    {
        // Nine points where chance is 0.9: JSCC AE is above JSCC FC and digital everywhere, and means nothing.
        var data = Three with
        {
            Baseline = 0.09,
            Autoencoder = (_, _, _, _) => 0.09,
            FullyConnected = (_, _) => 0.03,
            Digital = [(3, 0.02)]
        };

        Assert.All(Test(data.Curves), claim =>
        {
            Assert.Equal(NotEnoughData, claim.Verdict);
            Assert.Equal(
                "The re-ID baseline has not learned: 9.0 points of top-1 where chance is 0.9; "
                    + "it counts as learned from 10.8 on, a tenth of the way "
                + "from chance to 100. Without it no claim is judged.",
                claim.Evidence);
        });
        AssertVerdict(Supported, 1, data with { Baseline = 0.11 });
    }

    [Fact]
    public void Test_NoBaseline_JudgesNoClaim() => Assert.All(
        Test((Three with { Baseline = null, Autoencoder = (_, _, _, _) => 0.5, FullyConnected = (_, _) => 0.4 }).Curves),
        claim => Assert.Equal("No re-ID baseline: without it no claim is judged.", claim.Evidence));

    [Fact]
    public void Test_SameDataAndGenerator_IsTheSame()
    {
        var data = Three with { Identities = 100, Autoencoder = (_, _, _, _) => 0.6, FullyConnected = (_, _) => 0.5 };

        Assert.Equal(Test(data.Curves), Test(data.Curves));
    }

    [Fact]
    public void Claim1_CellMissing_WithholdsSupportButNotRefutation()
    {
        var higher = Three with { Autoencoder = (_, _, _, _) => 0.4, FullyConnected = (_, _) => 0.3 };
        var lower = higher with { FullyConnected = (_, _) => 0.5 };
        var missing = higher.Spec(Scheme.JsccFc).With(Axis.Bandwidth, CurveData.Bandwidth);

        AssertVerdict(NotEnoughData, 1, higher, missing);
        AssertVerdict(NotSupported, 1, lower, missing);
        AssertVerdict(Supported, 1, higher, higher.Spec(Scheme.Digital));
        Assert.EndsWith("1 cell of this claim missing.", Claim(1, higher, missing).Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void Claim2_DigitalInOutageAtLowSnr_IsSupported()
    {
        var claim = Claim(2, Three with { Autoencoder = (_, _, test, _) => Gentle(test), Digital = [(3, 0.6)] });

        Assert.Equal(Supported, claim.Verdict);
        Assert.EndsWith("Digital needs at least 3 dB; below, it is in outage.", claim.Evidence, StringComparison.Ordinal);
    }

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
            + "0.0 % of the lead; most 0.0 ± 0.0 at −10 dB.",
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
            "Steepest fall: JSCC AE trained at 0 dB 1.2 points per dB (5 dB to 0 dB); digital 10.0 points per dB (5 dB to 0 dB). "
                + "Digital minus twice JSCC AE: +7.6 ± 0.0 points per dB.",
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
                + "First within 1.5 % of it at 10 dB.",
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

    [Fact]
    public void Test_SeedsWithoutCommonOne_IsOpenNotACrash()
    {
        var first = new CurveData { Autoencoder = (_, _, _, _) => 0.5, Seeds = [0] };
        var second = new CurveData { FullyConnected = (_, _) => 0.4, Baseline = 0.6, Digital = [(3, 0.5)], Seeds = [1] };
        var curves = JsccGrid.Curves.CurveBuilder.Build([.. first.Results, .. second.Results], new() { Bandwidth = CurveData.Bandwidth });

        Assert.All(Test(curves), claim => Assert.Equal(NotEnoughData, claim.Verdict));
    }
}
