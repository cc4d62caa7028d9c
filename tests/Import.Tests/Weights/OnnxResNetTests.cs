using JsccGrid.Import.Weights;
using Xunit;

namespace JsccGrid.Import.Tests.Weights;

/// <summary>Networks of exporters that pad, stride or group in other ways: read where they compute the same, refused where not.</summary>
public sealed class OnnxResNetTests
{
    [Fact]
    public void Read_StemOnly_SaysThatStagesAreMissing() =>
        Assert.Equal(
            "it has 1 stages of residual blocks; expected torchvision's ResNet, which has 4",
            Refused(Stem().Node("GlobalAveragePool", ["pool"], "out")));

    [Theory]
    [InlineData("SAME_LOWER", "")]
    [InlineData("SAME_UPPER",
        "'conv1.c' pads by [2, 2, 3, 3], where torchvision's ResNet pads by 3 on each side; its features would be shifted")]
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
            .Layer("pool", "a", 3, 1, 1).Node("Relu", ["a"], "ar")
            .Layer("ar", "b", 3, 1, 1).Node("Relu", ["b"], "br")
            .Node("Add", ["br", "pool"], "sum")));

    [Fact]
    public void Read_StrideInTheFirstOfThreeConvolutions_SaysThatItIsCaffes() =>
        Assert.Contains("as in Caffe's ResNet", Refused(Stem()
            .Layer("pool", "a", 1, 2, 1).Node("Relu", ["a"], "ar")
            .Layer("ar", "b", 3, 1, 1).Node("Relu", ["b"], "br")
            .Layer("br", "c", 1, 1, 1)
            .Layer("pool", "d", 1, 2, 1).Node("Add", ["c", "d"], "sum").Node("Relu", ["sum"], "out")));

    [Fact]
    public void Read_WithoutImages_IsRefused() =>
        Assert.Equal("it has 0 inputs beside its weights; expected one, the images", Refused(new OnnxModel()));

    [Fact]
    public void Read_NodesInACircle_IsRefused() =>
        Assert.Contains("out of order", Refused(new OnnxModel().Input("x").Node("Identity", ["b"], "a").Node("Identity", ["a"], "b")));

    [Fact]
    public void Read_NodesInACircleOfATensorWithoutName_EndsThere() =>
        Assert.StartsWith("'b' goes to nothing",
            Refused(new OnnxModel().Input("b").Node("Identity", ["b"], "").Node("Identity", [""], "b")));

    [Fact]
    public void Read_LongChainOfNodesThatChangeNothing_IsSeenThrough()
    {
        const int length = 100_000;
        var model = new OnnxModel().Input("0").Constant("w0", [1, 3, 7, 7], 0.5f);
        for (var n = 0; n < length; n++) model.Node("Identity", [$"{n}"], $"{n + 1}").Node("Identity", [$"w{n}"], $"w{n + 1}");

        Assert.StartsWith("'conv' goes to nothing", Refused(model.Node(
            "Conv", [$"{length}", $"w{length}"], "conv", ("strides", new[] { 2, 2 }), ("pads", new[] { 3, 3, 3, 3 }))));
    }

    [Fact]
    public void Read_NodesThatChangeNothingInManyPaths_FollowsTheFirstInput()
    {
        var model = new OnnxModel().Input("0");
        for (var n = 0; n < 40; n++)
            model.Node("Dropout", [$"{n}"], $"a{n}").Node("Dropout", [$"{n}"], $"b{n}").Node("Dropout", [$"a{n}", $"b{n}"], $"{n + 1}");

        Assert.StartsWith("'0' goes to Relu;", Refused(model.Node("Relu", ["40"], "out")));
    }

    [Fact]
    public void Read_StrideInTheFirstBlock_IsRefused() =>
        Assert.StartsWith("its first block has a stride of 2", Refused(Stem()
            .Layer("pool", "a", 3, 2, 1).Node("Relu", ["a"], "ar").Layer("ar", "b", 3, 1, 1)
            .Layer("pool", "d", 1, 2, 1).Node("Add", ["b", "d"], "sum").Node("Relu", ["sum"], "out")));

    [Fact]
    public void Read_NoActivationBetweenConvolutions_IsRefused() =>
        Assert.StartsWith("no activation stands before the convolution 'b.c'", Refused(Stem()
            .Layer("pool", "a", 3, 1, 1).Layer("a", "b", 3, 1, 1).Node("Add", ["b", "pool"], "sum").Node("Relu", ["sum"], "out")));

    [Fact]
    public void Read_SumOfThree_IsRefused() =>
        Assert.StartsWith("the block from 'pool' ends with a sum of 3 tensors", Refused(Stem().Constant("third", [1], 1)
            .Layer("pool", "a", 3, 1, 1).Node("Relu", ["a"], "ar").Layer("ar", "b", 3, 1, 1)
            .Node("Sum", ["b", "pool", "third"], "sum").Node("Relu", ["sum"], "out")));

    [Fact]
    public void Read_PoolingOfAnotherKind_IsRefused()
    {
        foreach (var (name, value) in new (string, object)[] { ("ceil_mode", 1), ("dilations", new[] { 2, 2 }) })
        {
            var model = new OnnxModel().Input("x").Layer("x", "conv1", 7, 2, 3).Node("Relu", ["conv1"], "relu").Node("MaxPool", ["relu"],
                "pool", ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), (name, value));
            Assert.StartsWith("its stem pools with dilations or a rounded-up size", Refused(model));
        }
    }

    [Fact]
    public void Read_WeightsOfNoSize_IsRefused() =>
        Assert.Equal("the convolution 'conv1.c' has weights of shape [-2, -3, 7, 7]", Refused(Stem().Constant("conv1.w", [-2, -3, 7, 7])));

    [Fact]
    public void Values_ShapeWhoseSizeOverflows_IsRefused() =>
        Assert.StartsWith("a weight of shape [4611686018427387904, 1] has 0 bytes instead of 18446744073709551616",
            Assert.Throws<FormatException>(() => new OnnxTensor([1L << 62, 1], ElementType: 1, default).Values()).Message);

    [Fact]
    public void Normalisation_VarianceBelowOurEpsilon_ComputesTheSame()
    {
        var statistics = BatchStatistics.Of([2], [0.5f], [0.25f], [1e-6f], epsilon: 1e-6, bias: [0]);

        Assert.Equal(0, statistics.Variance[0]);
        Assert.Equal(2 / Math.Sqrt(2e-6), statistics.Scale[0] / Math.Sqrt(1e-5), 1e-2);
    }

    /// <summary>
    /// (x - mean) / sqrt(variance + epsilon) is the same number with the epsilon of 1e-5 and what is left of theirs in the variance.
    /// </summary>
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
