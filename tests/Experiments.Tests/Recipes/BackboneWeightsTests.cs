using JsccGrid.Experiments.Recipes;
using Xunit;

namespace JsccGrid.Experiments.Tests.Recipes;

public sealed class BackboneWeightsTests
{
    [Theory]
    [InlineData(64, 64, true)]
    [InlineData(128, 128, false)] // wide ResNet
    [InlineData(128, 4, false)] // ResNeXt: groups take a few channels each
    public void Recognise_BottlenecksOfThreeKinds_KnowsThePlainOne(int middle, int inputs, bool isPlain)
    {
        var shapes = new Dictionary<string, long[]> { ["conv1.weight"] = [64, 3, 7, 7] };
        for (var layer = 1; layer <= 4; layer++)
        {
            shapes[$"layer{layer}.0.conv1.weight"] = [middle, 64, 1, 1];
            shapes[$"layer{layer}.0.conv2.weight"] = [middle, inputs, 3, 3];
            shapes[$"layer{layer}.0.conv3.weight"] = [256, middle, 1, 1];
        }

        var backbone = BackboneWeights.Recognise(shapes);

        Assert.Equal(
            isPlain ? "a ResNet of [1, 1, 1, 1] bottleneck blocks, width 64, stem imagenet" : null,
            backbone is null ? null : BackboneWeights.Describe(backbone));
    }

    [Fact]
    public void Prefixes_AFirstConvolutionElsewhere_ComesAfterTheNetworks()
    {
        string[] names = ["a.conv1.weight", "module.conv1.weight", "module.bn1.weight", "module.layer1.0.conv1.weight"];

        Assert.Equal("module.", BackboneWeights.Prefixes(names, wanted: null)[0].Prefix);
        Assert.Equal(("a.", 1), BackboneWeights.Prefixes(names, ["conv1.weight"])[0]);
        Assert.Empty(BackboneWeights.Prefixes(["fc.weight"], wanted: null));
    }
}
