using JsccGrid.Experiments.Units;
using JsccGrid.Training.Channels;
using JsccGrid.Training.Tests.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Channels;

public sealed class AwgnChannelTests
{
    [Theory]
    [InlineData(-10, 10)]
    [InlineData(0, 1)]
    [InlineData(20, 0.01)]
    public void Transmit_AtAnSnr_AddsNoiseOfItsVariance(double snrDb, double variance)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var x = ones(400, 500);

        var noise = new AwgnChannelModel().Transmit(x, new SnrDb(snrDb), generator) - x;

        var deviation = Math.Sqrt(variance);
        Assert.InRange(noise.mean().item<float>() / deviation, -0.01, 0.01);
        Assert.InRange(noise.var().item<float>() / variance, 0.99, 1.01);
        var neighbours = (noise.narrow(1, 0, 499) * noise.narrow(1, 1, 499)).mean().item<float>();
        Assert.InRange(neighbours / variance, -0.01, 0.01);
    }

    [Fact]
    public void Transmit_SameSeed_GivesTheSameBytes()
    {
        using var scope = NewDisposeScope();
        var x = zeros(3, 7);

        Assert.True(Send(1).bytes.SequenceEqual(Send(1).bytes));
        Assert.False(Send(1).bytes.SequenceEqual(Send(2).bytes));

        Tensor Send(ulong seed)
        {
            using var generator = new Generator(seed);
            return new AwgnChannelModel().Transmit(x, new SnrDb(0), generator);
        }
    }

    [Fact]
    public void Transmit_RestoredGenerator_ReplaysTheNoise()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var x = zeros(3, 7);
        new AwgnChannelModel().Transmit(x, new SnrDb(0), generator);
        var state = generator.get_state();
        var first = new AwgnChannelModel().Transmit(x, new SnrDb(0), generator);

        generator.set_state(state);

        Assert.True(first.bytes.SequenceEqual(new AwgnChannelModel().Transmit(x, new SnrDb(0), generator).bytes));
    }

    [Fact]
    public void Transmit_Noiseless_ReturnsTheInputAndDrawsNothing()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var x = ones(3, 7);
        var before = generator.get_state();

        var y = new AwgnChannelModel().Transmit(x, SnrDb.Noiseless, generator);

        Assert.True(y.bytes.SequenceEqual(x.bytes));
        Assert.True(before.bytes.SequenceEqual(generator.get_state().bytes));
    }

    [Fact]
    public void Transmit_ManyTimes_LeavesNoTensorsBehind()
    {
        using var generator = new Generator(1);
        using var x = ones(2, 3);

        LiveTensors.AssertSteady(() => new AwgnChannelModel().Transmit(x, new SnrDb(0), generator).Dispose());
    }

    [Fact]
    public void Transmit_Backward_PassesTheGradientUnchanged()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var x = ones(2, 3).requires_grad_();

        (new AwgnChannelModel().Transmit(x, new SnrDb(-3), generator) * 2).sum().backward();

        Assert.All(x.grad!.data<float>().ToArray(), gradient => Assert.Equal(2, gradient));
    }
}
