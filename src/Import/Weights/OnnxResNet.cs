using System.Runtime.InteropServices;
using JsccGrid.Experiments.Files;

namespace JsccGrid.Import.Weights;

/// <summary>
/// Finds the layers of a residual network (He et al., CVPR 2016, after whose additions follows the activation) in an ONNX graph by
/// their order, whatever the exporter called them, and gives their weights torchvision's names.
/// </summary>
internal sealed class OnnxResNet
{
    private const int Stages = 4;
    private const string Expected = "expected torchvision's ResNet";

    private readonly OnnxGraph graph;
    private readonly List<NamedTensor> tensors = [];
    private int folded;

    private OnnxResNet(OnnxGraph graph) => this.graph = graph;

    /// <param name="graph">The network, with or without its classifier.</param>
    /// <param name="pixels">What the network takes, beside images as torchvision normalises them; null for those.</param>
    /// <param name="folded">How many batch normalisations the exporter had folded into their convolutions.</param>
    /// <exception cref="FormatException">The graph is another network, or computes something else than torchvision's ResNet.</exception>
    public static IReadOnlyList<NamedTensor> Read(OnnxGraph graph, PixelScale? pixels, out int folded)
    {
        var network = new OnnxResNet(graph);
        network.ReadStem(pixels, out var at);
        network.ReadStages(at);
        folded = network.folded;
        return network.tensors;
    }

    private void ReadStem(PixelScale? pixels, out string at)
    {
        var stem = ReadLayer(Sole(graph.Input, "Conv"));
        Require(stem.Kernel is 3 or 7, $"its first convolution is {stem.Kernel}x{stem.Kernel}; expected 7x7, or 3x3 for small images");
        Require(stem.Inputs == 3, $"its first convolution takes {stem.Inputs} channels; {Expected}, which takes 3");
        Require(stem.Stride == (stem.Kernel == 7 ? 2 : 1), $"its first convolution has a stride of {stem.Stride}");
        Add(pixels is null ? stem : pixels.FoldInto(stem), "conv1", "bn1");
        at = Sole(stem.Output, "Relu").Output;
        if (stem.Kernel == 3) return;
        var pooling = Sole(at, "MaxPool");
        Require(Window(pooling, 3) is (3, 2), "its stem does not pool over 3x3 pixels with a stride of 2");
        Require(pooling.Integer("ceil_mode", 0) == 0 && IsDense(pooling),
            $"its stem pools with dilations or a rounded-up size; {Expected}, which does not");
        at = pooling.Output;
    }

    private void ReadStages(string at)
    {
        var (stage, block) = (1, 0);
        while (ReadBlock(ref at, ref stage, ref block)) { }
        Require(stage == Stages && block > 0, $"it has {stage} stages of residual blocks; {Expected}, which has {Stages}");
    }

    /// <returns>False when no block begins at <paramref name="at"/>: there the network ends, or its classifier begins.</returns>
    private bool ReadBlock(ref string at, ref int stage, ref int block)
    {
        var next = graph.Consumers(at);
        if (next.Count <= 1
            && next.All(node => node.Operation is "GlobalAveragePool" or "AveragePool" or "ReduceMean" or "Flatten" or "Reshape"))
            return false;
        Require(next.Count == 2, $"'{at}' goes to {Operations(next)}; {Expected}, where it goes to two branches of a block");
        var branches = next.Select(Follow).OrderByDescending(branch => branch.Layers.Count).ToList();
        var (main, shortcut) = (branches[0], branches[1]);
        Require(main.Sum == shortcut.Sum && main.Layers.Count is 2 or 3 && shortcut.Layers.Count <= 1,
            $"the branches from '{at}' have {main.Layers.Count} and {shortcut.Layers.Count} convolutions; {Expected}, where they "
                + "have 2 or 3 and none or 1");
        var strided = main.Layers.Count - 2; // the second of a bottleneck's three, the first of two
        var stride = main.Layers[strided].Stride;
        Require(main.Layers.Select(layer => layer.Kernel).SequenceEqual(main.Layers.Count == 3 ? [1, 3, 1] : [3, 3]) && stride is 1 or 2,
            $"the block from '{at}' has convolutions of {string.Join(", ", main.Layers.Select(layer => layer.Kernel))} pixels");
        Require(main.Layers.Where((layer, n) => n != strided).All(layer => layer.Stride == 1),
            $"the block from '{at}' has its stride elsewhere than torchvision's, as in Caffe's ResNet; with the recipe's backbone "
                + "features would differ");
        Require(shortcut.Layers.All(layer => layer.Kernel == 1 && layer.Stride == stride),
            $"the shortcut from '{at}' is no 1x1 convolution of its block's stride");
        Require(main.Sum.Inputs.Count == 2,
            $"the block from '{at}' ends with a sum of {main.Sum.Inputs.Count} tensors; {Expected}, where it is one of 2");
        Require(stride == 1 || stage > 1 || block > 0, $"its first block has a stride of {stride}; {Expected}, where it has 1");

        if (stride == 2) (stage, block) = (stage + 1, 0);
        var name = $"layer{stage}.{block++}";
        for (var n = 0; n < main.Layers.Count; n++) Add(main.Layers[n], $"{name}.conv{n + 1}", $"{name}.bn{n + 1}");
        foreach (var layer in shortcut.Layers) Add(layer, $"{name}.downsample.0", $"{name}.downsample.1");
        at = Sole(main.Sum.Output, "Relu").Output;
        return true;
    }

    /// <summary>Goes from where a block begins to the addition that ends it.</summary>
    private (List<OnnxLayer> Layers, OnnxNode Sum) Follow(OnnxNode node)
    {
        var layers = new List<OnnxLayer>();
        while (node.Operation is not ("Add" or "Sum"))
        {
            Require(node.Operation == "Conv" && layers.Count < 4,
                $"there is {Operations([node])} at '{node.Output}' in a block; {Expected}, which has none there");
            var layer = ReadLayer(node);
            layers.Add(layer);
            node = Sole(layer.Output);
            Require(node.Operation != "Conv", $"no activation stands before the convolution '{node.Output}'; {Expected}, where one does");
            if (node.Operation == "Relu") node = Sole(node.Output, "Conv");
        }
        return (layers, node);
    }

    private OnnxLayer ReadLayer(OnnxNode convolution)
    {
        var at = $"the convolution '{convolution.Output}'";
        var weight = graph.Constant(convolution.Inputs.ElementAtOrDefault(1) ?? "")
            ?? throw new FormatException($"{at} has no constant weights");
        Require(weight.Shape is [> 0, > 0, var height, var width] && height == width && height is 1 or 3 or 7,
            $"{at} has weights of shape [{string.Join(", ", weight.Shape)}]");
        Require(convolution.Integer("group", 1) == 1,
            $"{at} is in {convolution.Integer("group", 1)} groups, as in ResNeXt; {Expected}, which has none");
        Require(IsDense(convolution), $"{at} is dilated; {Expected}, which is not");
        var weights = weight.Values();
        var (kernel, stride) = Window(convolution, (int)weight.Shape[2]);
        var bias = convolution.Inputs.Count > 2 ? Vector(convolution.Inputs[2], (int)weight.Shape[0], at) : new float[weight.Shape[0]];
        var next = graph.Consumers(convolution.Output);
        var isNormalised = next is [{ Operation: "BatchNormalization" }];
        if (!isNormalised) folded++;
        return new OnnxLayer(
            weight.Shape, weights, isNormalised ? ReadNormalisation(next[0], bias) : BatchStatistics.OfFolded(bias))
        {
            Kernel = kernel,
            Stride = stride,
            Output = isNormalised ? next[0].Output : convolution.Output,
        };
    }

    private BatchStatistics ReadNormalisation(OnnxNode node, float[] bias)
    {
        var at = $"the batch normalisation '{node.Output}'";
        Require(node.Inputs.Count >= 5 && node.Integer("spatial", 1) == 1, $"{at} is not per channel");
        return BatchStatistics.Of(
            Vector(node.Inputs[1], bias.Length, at), Vector(node.Inputs[2], bias.Length, at),
            Vector(node.Inputs[3], bias.Length, at), Vector(node.Inputs[4], bias.Length, at), node.Real("epsilon", 1e-5f), bias);
    }

    private float[] Vector(string name, int length, string at)
    {
        var constant = graph.Constant(name) ?? throw new FormatException($"{at} has no constant '{name}'");
        Require(constant.Shape is [var count] && count == length,
            $"{at} has '{name}' of shape [{string.Join(", ", constant.Shape)}]; expected [{length}]");
        return constant.Values();
    }

    private static bool IsDense(OnnxNode node) => node.Integers("dilations", [1, 1]).All(step => step == 1);

    /// <summary>The size and stride of what slides over pixels, if it does so as torchvision's: padded alike before and behind.</summary>
    private static (int Kernel, int Stride) Window(OnnxNode node, int kernel)
    {
        var at = $"'{node.Output}'";
        var size = node.Integers("kernel_shape", [kernel, kernel]);
        var strides = node.Integers("strides", [1, 1]);
        Require(size is [var h, var w] && h == kernel && w == kernel,
            $"{at} slides a window of [{string.Join(", ", size)}]; expected {kernel}x{kernel}");
        Require(strides is [var down, var right] && down == right && down is 1 or 2,
            $"{at} has strides of [{string.Join(", ", strides)}]; expected 1 or 2");
        var stride = (int)strides[0];
        var padding = (kernel - 1) / 2;
        long[] same = [padding, padding, padding, padding];
        // At even sizes and a stride of two the last row of padding is never reached: some exporters leave it out.
        long[] lower = [padding, padding, padding - (stride - 1), padding - (stride - 1)];
        var pads = node.Text("auto_pad", "NOTSET") switch
        {
            "NOTSET" or "" => node.Integers("pads", [0, 0, 0, 0]),
            "VALID" => [0, 0, 0, 0],
            "SAME_LOWER" => lower,
            "SAME_UPPER" => stride == 1 || kernel == 1 ? same : [padding - 1, padding - 1, padding, padding],
            var other => throw new FormatException($"{at} pads by '{other}', which is not known"),
        };
        Require(pads.SequenceEqual(same) || pads.SequenceEqual(lower) || kernel == 1 && pads.All(pad => pad == 0),
            $"{at} pads by [{string.Join(", ", pads)}], where torchvision's ResNet pads by {padding} on each side; its features "
                + "would be shifted");
        return (kernel, stride);
    }

    private OnnxNode Sole(string tensor, string? operation = null)
    {
        var next = graph.Consumers(tensor);
        return next.Count == 1 && (operation is null || next[0].Operation == operation)
            ? next[0]
            : throw new FormatException(
                $"'{tensor}' goes to {Operations(next)}; {Expected}, where it goes to {operation ?? "one operation"}");
    }

    private static string Operations(IReadOnlyList<OnnxNode> nodes) =>
        nodes.Count == 0 ? "nothing" : string.Join(" and ", nodes.Select(node => node.Operation));

    private void Add(OnnxLayer layer, string convolution, string normalisation)
    {
        Add($"{convolution}.weight", layer.Shape, layer.Weights);
        Add($"{normalisation}.weight", [layer.Outputs], layer.Normalisation.Scale);
        Add($"{normalisation}.bias", [layer.Outputs], layer.Normalisation.Shift);
        Add($"{normalisation}.running_mean", [layer.Outputs], layer.Normalisation.Mean);
        Add($"{normalisation}.running_var", [layer.Outputs], layer.Normalisation.Variance);
    }

    private void Add(string name, long[] shape, float[] values) =>
        tensors.Add(new NamedTensor(name, SafetensorsType.Find("F32")!.Value, shape, MemoryMarshal.AsBytes<float>(values).ToArray()));

    private static void Require(bool isSo, string fault)
    {
        if (!isSo) throw new FormatException(fault);
    }
}
