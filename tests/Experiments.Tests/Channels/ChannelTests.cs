using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Units;
using Xunit;

namespace JsccGrid.Experiments.Tests.Channels;

public sealed class ChannelTests
{
    private const int Draws = 1_000_000;

    [Theory]
    [InlineData(0, 40, 64)]
    [InlineData(5, 100, 128)]
    [InlineData(15, 700, 512)]
    public void Delivery_OverRayleighFading_IsTheShareOfCoefficientsThatCarryTheBits(double snrDb, double bits, int bandwidth)
    {
        var snr = new SnrDb(snrDb);
        var random = new Random(7);
        var delivered = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            // By Box and Muller, two independent Gaussians of variance 1/2: the real and the imaginary part of h ~ CN(0, 1).
            var (radius, angle) = (Math.Sqrt(-Math.Log(1 - random.NextDouble())), Math.Tau * random.NextDouble());
            var (a, b) = (radius * Math.Cos(angle), radius * Math.Sin(angle));
            var capacity = bandwidth / 2 * Math.Log2(1 + (((a * a) + (b * b)) * snr.Linear));
            if (capacity >= bits) delivered++;
        }

        Assert.Equal((double)delivered / Draws, Channel.RayleighBlock.Delivery(bits, bandwidth, snr), 0.0015);
    }

    [Fact]
    public void Delivery_OverRayleighFadingByHand_IsTheExponential()
    {
        // One bit per complex symbol at 0 dB: exp(-(2 - 1) / 1).
        Assert.Equal(Math.Exp(-1), Channel.RayleighBlock.Delivery(8, 16, new SnrDb(0)), 12);
        Assert.Equal(1, Channel.RayleighBlock.Delivery(8, 16, SnrDb.Noiseless));
    }

    [Fact]
    public void Delivery_OverGaussianNoise_IsAllFromTheCapacityOnAndNothingBelow()
    {
        var needed = ShannonCapacity.RequiredSnr(8, 16);

        Assert.Equal(1, Channel.Awgn.Delivery(8, 16, needed));
        Assert.Equal(0, Channel.Awgn.Delivery(8, 16, new SnrDb(needed.Value - 1e-9)));
    }

    [Fact]
    public void ProblemOf_OddBandwidth_IsOneOfFadingAlone()
    {
        Assert.Contains("even", Channel.RayleighBlock.ProblemOf(15), StringComparison.Ordinal);
        Assert.Null(Channel.RayleighBlock.ProblemOf(16));
        Assert.Null(Channel.Awgn.ProblemOf(15));
    }

    [Fact]
    public void Catalog_OfUnknownName_SaysWhatThereIs() =>
        Assert.Contains(
            "'rayleigh-block'",
            Assert.Throws<ArgumentException>(() => ChannelCatalog.Of("rayleigh-blok")).Message,
            StringComparison.Ordinal);
}
