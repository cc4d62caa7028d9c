using JsccGrid.Training.Layers;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Layers;

public sealed class AttentiveStackTests
{
    [Fact]
    public void Forward_OtherSnr_GivesOtherFeaturesOfTheSameShape()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var stack = new AttentiveStack([6, 4, 4, 3], units: 5, leakySlope: 0.1, generator);
        stack.eval();
        var x = randn(7, 6);

        var (low, high) = (stack.call(x, full([7, 1], -1.0f)), stack.call(x, full([7, 1], 2.0f)));

        Assert.Equal([7, 3], low.shape);
        Assert.False(low.allclose(high));
    }

    [Fact]
    public void Parameters_BehindAnActivation_AreThoseOfAnAttentionModule()
    {
        using var generator = new Generator(1);
        using var stack = new AttentiveStack([6, 4, 3], units: 5, leakySlope: 0.1, generator);

        Assert.Equal(
            [
                "bn1.bias", "bn1.weight", "down1.bias", "down1.weight", "fc1.bias", "fc1.weight", "fc2.bias", "fc2.weight",
                "up1.bias", "up1.weight"
            ],
            stack.named_parameters().Select(parameter => parameter.name).Order(StringComparer.Ordinal));
    }
}
