using JsccGrid.Curves.Claims;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using Xunit;
using static JsccGrid.Curves.Claims.ClaimVerdict;

namespace JsccGrid.Curves.Tests.Claims;

/// <summary>Every claim, with data for which it holds, data for which it does not, and data that cannot tell.</summary>
public sealed partial class PaperClaimsTests
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
    public void Test_SeedsWithoutCommonOne_IsOpenNotACrash()
    {
        var first = new CurveData { Autoencoder = (_, _, _, _) => 0.5, Seeds = [0] };
        var second = new CurveData { FullyConnected = (_, _) => 0.4, Baseline = 0.6, Digital = [(3, 0.5)], Seeds = [1] };
        var curves = JsccGrid.Curves.CurveBuilder.Build([.. first.Results, .. second.Results], new() { Bandwidth = CurveData.Bandwidth });

        Assert.All(Test(curves), claim => Assert.Equal(NotEnoughData, claim.Verdict));
    }
}
