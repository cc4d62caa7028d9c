using System.Text.Json;
using CsCheck;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Units;
using Xunit;

namespace JsccGrid.Experiments.Tests.Units;

public sealed class UnitsTests
{
    [Theory]
    [InlineData("-10", 10)]
    [InlineData("0", 1)]
    [InlineData("10", 0.1)]
    [InlineData("inf", 0)]
    public void NoiseVariance_AtUnitPower_IsTheInverseOfTheRatio(string snr, double variance)
    {
        Assert.True(SnrDb.TryParse(snr, out var parsed));
        Assert.Equal(variance, parsed.NoiseVariance, 12);
    }

    [Theory]
    [InlineData("nan")]
    [InlineData("-inf")]
    [InlineData("")]
    [InlineData("3dB")]
    public void TryParse_NotAnSnr_IsFalse(string text) => Assert.False(SnrDb.TryParse(text, out _));

    [Fact]
    public void Text_AnySnr_ReadsBackTheSame() =>
        Gen.Double[-200, 200].Sample(value =>
        {
            var snr = new SnrDb(value);
            return SnrDb.TryParse(snr.ToString(), out var parsed) && parsed == snr
                && JsonSerializer.Deserialize<SnrDb>(JsonSerializer.Serialize(snr, ExperimentJson.Compact), ExperimentJson.Compact) == snr;
        });

    [Fact]
    public void RequiredSnr_OfWhatAChannelCarries_IsItsSnr() =>
        Gen.Select(Gen.Double[-20, 30], Gen.Int[1, 2048]).Sample((decibels, bandwidth) =>
        {
            var bits = bandwidth * ShannonCapacity.BitsPerUse(new SnrDb(decibels));
            return Math.Abs(ShannonCapacity.RequiredSnr(bits, bandwidth).Value - decibels) < 1e-6;
        });

    /// <summary>By hand: n = 500 at 0 dB is 250 - sqrt(500 · 0.7805) Q^-1(0.001) + log2(500) / 2, with Q^-1(0.001) = 3.0902.</summary>
    [Theory]
    [InlineData(0, 500, 1e-3, 193.4356)]
    [InlineData(20, 500, 1e-6, 1560.6107)]
    [InlineData(-10, 16, 1e-3, 0)]
    public void FiniteBlocklength_ByHand_IsTheNormalApproximation(double snrDb, int uses, double error, double bits) =>
        Assert.Equal(bits, FiniteBlocklength.Bits(new SnrDb(snrDb), uses, error), 3);

    /// <summary>Fano's inequality bounds what any code carries.</summary>
    [Fact]
    public void FiniteBlocklength_AnyChannel_PromisesNoMoreThanACodeCanCarry()
    {
        foreach (var uses in new[] { 1, 8, 32, 512 })
        {
            foreach (var error in new[] { 1e-6, 1e-3, 0.1 })
            {
                var entropy = -(error * Math.Log2(error)) - ((1 - error) * Math.Log2(1 - error));
                for (var snr = -60; snr <= 60; snr++)
                {
                    var most = ((uses * ShannonCapacity.BitsPerUse(new SnrDb(snr))) + entropy) / (1 - error);
                    Assert.InRange(FiniteBlocklength.Bits(new SnrDb(snr), uses, error), 0, most);
                }
            }
        }
    }
}
