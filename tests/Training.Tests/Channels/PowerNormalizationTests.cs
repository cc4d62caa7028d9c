using JsccGrid.Training.Channels;
using JsccGrid.Training.Tests.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Channels;

public sealed class PowerNormalizationTests
{
    [Theory]
    [InlineData(1e-6)]
    [InlineData(1)]
    [InlineData(1e6)]
    public void Apply_AnyVectors_HaveUnitPowerEach(double scale)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);

        var x = PowerNormalization.Apply(empty(40, 16).normal_(0, scale, generator));

        foreach (var power in x.square().mean([1]).data<float>()) Assert.Equal(1, power, 5);
    }

    [Fact]
    public void Apply_OneVector_KeepsItsDirection()
    {
        using var scope = NewDisposeScope();

        var x = PowerNormalization.Apply(tensor(new float[] { 3, -4 }, [1, 2]));

        Assert.Equal(3 * MathF.Sqrt(2) / 5, x[0, 0].item<float>(), 6);
        Assert.Equal(-4 * MathF.Sqrt(2) / 5, x[0, 1].item<float>(), 6);
    }

    [Fact]
    public void Apply_ZeroVectorAmongOthers_StaysZeroWithZeroGradient()
    {
        using var scope = NewDisposeScope();
        var input = tensor(new float[] { 1, 2, 0, 0 }, [2, 2]).requires_grad_();

        var x = PowerNormalization.Apply(input);
        (x * tensor(new float[] { 1, 0, 1, 0 }, [2, 2])).sum().backward();

        Assert.Equal([0, 0], x[1].data<float>().ToArray());
        Assert.Equal([0, 0], input.grad![1].data<float>().ToArray());
        Assert.True(input.grad[0].abs().min().item<float>() > 0);
    }

    [Fact]
    public void Apply_ManyTimes_LeavesNoTensorsBehind()
    {
        using var x = ones(2, 3);

        LiveTensors.AssertSteady(() => PowerNormalization.Apply(x).Dispose());
    }

    [Fact]
    public void Apply_Backward_GradientIsTheNumericalOne()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var weights = empty(3, 5, dtype: ScalarType.Float64).normal_(0, 1, generator);
        var input = empty(3, 5, dtype: ScalarType.Float64).normal_(0, 2, generator).requires_grad_();

        Loss().backward();

        NumericalGradient.AssertEqual(input, Loss);

        Tensor Loss() => (PowerNormalization.Apply(input) * weights).sum();
    }
}
