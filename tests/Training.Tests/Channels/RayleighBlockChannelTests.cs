using JsccGrid.Experiments.Units;
using JsccGrid.Training.Channels;
using JsccGrid.Training.Tests.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Channels;

public sealed class RayleighBlockChannelTests
{
    private readonly RayleighBlockChannelModel channel = new();

    [Fact]
    public void Equalised_ByHand_IsTheLinearEstimateOfLeastMeanSquareError()
    {
        using var scope = NewDisposeScope();
        // x = 1 + 2i, h = 3 + 4i, z = 0.5 - 0.25i: y = -4.5 + 9.75i, and h*·y / (|h|² + 0.5) = (25.5 + 47.25i) / 25.5.
        var x = tensor(new[,] { { 1f, 2f } });

        var estimate = RayleighBlockChannelModel.Equalised(
            x, Column(3), Column(4), Column(0.5f), Column(-0.25f), noiseToSignal: Column(0.5f));

        Assert.Equal(25.5 / 25.5, estimate[0, 0].item<float>(), 1e-6);
        Assert.Equal(47.25 / 25.5, estimate[0, 1].item<float>(), 1e-6);

        static Tensor Column(float value) => tensor(new[,] { { value } });
    }

    [Fact]
    public void Transmit_AnyBandwidth_ScalesAllSymbolsOfAVectorByOneCoefficient()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        // Without noise to speak of, MMSE leaves |h|² / (|h|² + 1/SNR): one number for all symbols of a vector.
        var received = channel.Transmit(ones(200, 6), new SnrDb(60), generator);

        Assert.True((received.std(1) < 0.1 * received.mean([1L])).all().item<bool>());
        Assert.True((received.mean([1L]) <= 1.05).all().item<bool>());
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(10)]
    public void Transmit_ManyVectors_LosesWhatTheTheorySays(double snrDb)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var snr = new SnrDb(snrDb);
        using var symbols = new Generator(4);
        var x = randn([200_000, 4], generator: symbols);

        var error = (channel.Transmit(x, snr, generator) - x).square().mean().item<float>();

        // Gaussian symbols of unit power: the error is E[1 / (1 + |h|²·SNR)] with |h|² exponential, here by the midpoint rule.
        var expected = Enumerable.Range(0, 200_000).Average(i => 1 / (1 - (Math.Log(1 - ((i + 0.5) / 200_000)) * snr.Linear)));
        Assert.Equal(expected, error, 0.01);
    }

    [Fact]
    public void Transmit_SameSeed_GivesTheSameBytesAndPassesGradients()
    {
        using var scope = NewDisposeScope();
        var x = ones(3, 8, requires_grad: true);

        Assert.True(Send(1).bytes.SequenceEqual(Send(1).bytes));
        Assert.False(Send(1).bytes.SequenceEqual(Send(2).bytes));
        Send(1).sum().backward();
        Assert.True((x.grad! != 0).all().item<bool>());

        Tensor Send(ulong seed)
        {
            using var generator = new Generator(seed);
            return channel.Transmit(x, new SnrDb(3), generator);
        }
    }

    [Fact]
    public void Transmit_WithoutNoise_ReturnsTheSymbolsAndDrawsNothing()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var before = generator.get_state();
        var x = ones(2, 4);

        Assert.Same(x, channel.Transmit(x, SnrDb.Noiseless, generator));
        Assert.True(before.bytes.SequenceEqual(generator.get_state().bytes));
    }

    [Fact]
    public void Transmit_OddBandwidth_IsRefused()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);

        Assert.Throws<ArgumentException>(() => channel.Transmit(ones(2, 5), new SnrDb(0), generator));
    }

    [Fact]
    public void Transmit_Repeatedly_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var x = ones(3, 4);

        LiveTensors.AssertSteady(() => channel.Transmit(x, new SnrDb(0), generator).Dispose());
    }
}
