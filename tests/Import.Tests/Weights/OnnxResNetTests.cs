using JsccGrid.Import.Weights;
using Xunit;

namespace JsccGrid.Import.Tests.Weights;

/// <summary>Networks of exporters that pad, stride or group in other ways: read where they compute the same, refused where not.</summary>
public sealed class OnnxResNetTests
{
    [Fact]
    public void Read_StemOnly_SaysThatStagesAreMissing() =>
        Assert.Equal("it has 1 stages of residual blocks; expected torchvision's ResNet, which has 4", Refused(Stem().Node("GlobalAveragePool", ["pool"], "out")));

    [Theory]
    [InlineData("SAME_LOWER", "")]
    [InlineData("SAME_UPPER", "'conv1.c' pads by [2, 2, 3, 3], where torchvision's ResNet pads by 3 on each side; its features would be shifted")]
    [InlineData("SOMEHOW", "'conv1.c' pads by 'SOMEHOW', which is not known")]
    public void Read_PaddedAutomatically_IsRefusedWhereFeaturesWouldBeShifted(string padding, string expected)
    {
        var model = Stem(("auto_pad", padding), ("pads", Array.Empty<int>())).Node("GlobalAveragePool", ["pool"], "out");

        var message = Refused(model);

        if (expected.Length > 0) Assert.Equal(expected, message);
        else Assert.StartsWith("it has 1 stages", message);
    }

    [Fact]
    public void Read_Groups_SaysThatItIsResNeXt() =>
        Assert.StartsWith("the convolution 'conv1.c' is in 2 groups, as in ResNeXt", Refused(Stem(("group", 2))));

    [Fact]
    public void Read_ActivationBeforeAddition_IsRefused() =>
        Assert.Contains("goes to Add; expected torchvision's ResNet, where it goes to Conv", Refused(Stem()
            .Layer("pool", "a", 3, 1, 1).Node("Relu", ["a"], "ar").Layer("ar", "b", 3, 1, 1).Node("Relu", ["b"], "br").Node("Add", ["br", "pool"], "sum")));

    [Fact]
    public void Read_StrideInTheFirstOfThreeConvolutions_SaysThatItIsCaffes() =>
        Assert.Contains("as in Caffe's ResNet", Refused(Stem()
            .Layer("pool", "a", 1, 2, 1).Node("Relu", ["a"], "ar").Layer("ar", "b", 3, 1, 1).Node("Relu", ["b"], "br").Layer("br", "c", 1, 1, 1)
            .Layer("pool", "d", 1, 2, 1).Node("Add", ["c", "d"], "sum").Node("Relu", ["sum"], "out")));

    [Fact]
    public void Read_WithoutImages_IsRefused() => Assert.Equal("it has 0 inputs beside its weights; expected one, the images", Refused(new OnnxModel()));

    [Fact]
    public void Read_NodesInACircle_IsRefused() =>
        Assert.Contains("out of order", Refused(new OnnxModel().Input("x").Node("Identity", ["b"], "a").Node("Identity", ["a"], "b")));

    /// <summary>(x - mean) / sqrt(variance + epsilon) is the same number with the epsilon of 1e-5 and what is left of theirs in the variance.</summary>
    [Fact]
    public void Normalisation_OtherEpsilonAndBias_ComputesTheSame()
    {
        var statistics = BatchStatistics.Of([2], [0.5f], [0.25f], [0.01f], epsilon: 1e-3, bias: [0.125f]);

        Assert.Equal(0.125f, statistics.Mean[0]);
        Assert.Equal(0.01 + 1e-3, statistics.Variance[0] + 1e-5, 1e-8);
    }

    [Fact]
    public void FoldInto_PixelsOfCaffe_ComputesTheSameOfTorchvisionsPixels()
    {
        double[] colours = [10, 20, 30]; // blue, green, red
        double[] rgb = [30 / 255.0, 20 / 255.0, 10 / 255.0];
        var layer = new OnnxLayer([1, 3, 1, 1], [0.5f, -1, 2], BatchStatistics.OfFolded([0])) { Kernel = 1, Stride = 1, Output = "out" };

        var folded = new PixelScale([1, 2, 3]).FoldInto(layer);

        var expected = 0.5 * (colours[0] - 1) - (colours[1] - 2) + 2 * (colours[2] - 3);
        var normalised = new[] { (rgb[0] - 0.485) / 0.229, (rgb[1] - 0.456) / 0.224, (rgb[2] - 0.406) / 0.225 };
        Assert.Equal(expected, normalised.Zip(folded.Weights, (x, w) => x * w).Sum() - folded.Normalisation.Mean[0], 1e-4);
    }

    private static OnnxModel Stem(params (string Name, object Value)[] attributes) => new OnnxModel().Input("x")
        .Layer("x", "conv1", 7, 2, 3, attributes).Node("Relu", ["conv1"], "relu")
        .Node("MaxPool", ["relu"], "pool", ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 0, 0 }));

    private static string Refused(OnnxModel model) =>
        Assert.Throws<FormatException>(() => OnnxResNet.Read(OnnxGraph.Parse(model.ToBytes()), pixels: null, out _)).Message;
}
