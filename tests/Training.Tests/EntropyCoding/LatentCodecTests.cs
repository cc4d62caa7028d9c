using CsCheck;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.EntropyCoding;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.EntropyCoding;

public sealed class LatentCodecTests
{
    [Theory]
    [InlineData(LatentRounding.Median)]
    [InlineData(LatentRounding.Integer)]
    public void Decode_AnySymbols_GivesThemBack(LatentRounding rounding)
    {
        using var prior = Priors.Create(20, spread: 0.7);
        var codec = new LatentCodec(prior.ToCumulativeDensity(), rounding);

        Gen.OneOf(Gen.Int[-30, 30], Gen.Int, Gen.Const(int.MinValue), Gen.Const(int.MaxValue)).Array[20]
            .Sample(symbols => Assert.Equal(symbols, codec.Decode(codec.Encode(symbols))));
    }

    [Theory]
    [InlineData(LatentRounding.Median, 0.05)]
    [InlineData(LatentRounding.Median, 0.5)]
    [InlineData(LatentRounding.Median, 6)]
    [InlineData(LatentRounding.Median, 80)]
    [InlineData(LatentRounding.Integer, 6)]
    public void Encode_LatentsOfTheModel_TakesOnePercentAndABitMoreThanIdealAtMost(LatentRounding rounding, double initialScale)
    {
        const int Dimensions = 64;
        using var scope = NewDisposeScope();
        using var prior = Priors.Create(Dimensions, spread: 0.1, initialScale);
        var density = prior.ToCumulativeDensity();
        var codec = new LatentCodec(density, rounding);
        var latents = Sample(density, count: 300, seed: 3);

        var symbols = codec.Quantize(latents);

        var (ideal, measured) = (0.0, 0.0);
        foreach (var vector in symbols.Chunk(Dimensions))
        {
            ideal += codec.IdealBits(vector) / 300;
            measured += codec.Encode(vector).Bits / 300.0;
        }
        Assert.InRange(measured, ideal, 1.01 * ideal + 1);
    }

    [Theory]
    [InlineData(LatentRounding.Median)]
    [InlineData(LatentRounding.Integer)]
    public void Dequantize_QuantizedLatents_AreWithinHalfAStep(LatentRounding rounding)
    {
        using var scope = NewDisposeScope();
        using var prior = Priors.Create(8, spread: 0.7);
        var density = prior.ToCumulativeDensity();
        var codec = new LatentCodec(density, rounding);
        using var generator = new Generator(1);
        var latents = empty(50, 8).normal_(0, 10, generator);

        var restored = codec.Dequantize(codec.Quantize(latents));

        Assert.Equal(latents.shape, restored.shape);
        Assert.InRange((restored - latents).abs().max().item<float>(), 0.3f, 0.50001f);
        var offsets = restored.to(ScalarType.Float64) - (rounding == LatentRounding.Median
            ? tensor(Enumerable.Range(0, 8).Select(density.Median).ToArray()) : zeros(8, ScalarType.Float64));
        Assert.InRange((offsets - offsets.round()).abs().max().item<double>(), 0, 1e-5);
    }

    [Fact]
    public void IdealBits_OneVector_IsMinusLog2OfThePriorsLikelihood()
    {
        using var scope = NewDisposeScope();
        using var prior = Priors.Create(8, spread: 0.5);
        var codec = new LatentCodec(prior.ToCumulativeDensity(), LatentRounding.Median);
        int[] symbols = [0, 1, -1, 2, 5, -7, 20, 100_000]; // the last costs the bound

        Assert.Equal(prior.Bits(codec.Dequantize(symbols)).item<float>(), codec.IdealBits(symbols), 2);
    }

    [Fact]
    public void Quantize_DivergedLatents_SaysSo()
    {
        using var prior = Priors.Create(2);
        var codec = new LatentCodec(prior.ToCumulativeDensity(), LatentRounding.Median);

        foreach (var value in new[] { float.NaN, float.NegativeInfinity, 1e20f })
        {
            using var latents = tensor(new[] { 0, value }, [1, 2]);
            Assert.Contains("diverged", Assert.Throws<ArgumentException>(() => codec.Quantize(latents)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Constructor_DivergedDensity_IsRefused()
    {
        using var prior = Priors.Create(2);
        using (no_grad()) prior.get_parameter("bias0")!.fill_(double.NaN);

        Assert.Throws<ArgumentException>(() => new LatentCodec(prior.ToCumulativeDensity(), LatentRounding.Median));
    }

    [Fact]
    public void Encode_AnotherLength_SaysWhichIsExpected()
    {
        using var prior = Priors.Create(2);
        var codec = new LatentCodec(prior.ToCumulativeDensity(), LatentRounding.Median);

        var error = Assert.Throws<ArgumentException>(() => codec.Encode([1, 2, 3]));

        Assert.Contains("3 symbols; a vector has 2", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Draws latents [count, L] from the densities themselves, by inverting the distribution at uniform values.</summary>
    private static Tensor Sample(CumulativeDensity density, int count, ulong seed)
    {
        using var generator = new Generator(seed);
        using var uniform = empty(count, density.Dimensions, dtype: ScalarType.Float64).uniform_(1e-9, 1 - 1e-9, generator);
        var values = uniform.data<double>().ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            values[i] = value < 0.5
                ? density.Tails(i % density.Dimensions, value).Lower
                : density.Tails(i % density.Dimensions, 1 - value).Upper;
        }
        return tensor(values, [count, density.Dimensions], dtype: ScalarType.Float32);
    }
}
