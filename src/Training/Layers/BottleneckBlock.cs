using JsccGrid.Experiments.Recipes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Layers;

/// <summary>
/// The residual block of ResNet-50 and deeper (He et al., CVPR 2016, Fig. 5 right), names as in torchvision; the stride is on the
/// 3x3 convolution, as there.
/// <code>
/// x [N, in, h, w] ─ conv1 1x1 ─ bn1 ─ ReLU ─ conv2 3x3/s ─ bn2 ─ ReLU ─ conv3 1x1 ─ bn3 ─ (+) ─ ReLU → [N, 4 width, h/s, w/s]
///        └────────────────────────── downsample 1x1/s, bn (or identity) ───────────────────┘
/// </code>
/// </summary>
internal sealed class BottleneckBlock : nn.Module<Tensor, Tensor>
{
    public const int Expansion = 4;

    private readonly Convolution conv1, conv2, conv3;
    private readonly BatchNorm2d bn1, bn2, bn3;
    private readonly Sequential? downsample;

    public BottleneckBlock(int inputs, int width, int stride, Precision precision, Generator generator) : base(nameof(BottleneckBlock))
    {
        register_module("conv1", conv1 = new Convolution(inputs, width, 1, 1, 0, precision, generator));
        register_module("bn1", bn1 = nn.BatchNorm2d(width));
        register_module("conv2", conv2 = new Convolution(width, width, 3, stride, 1, precision, generator));
        register_module("bn2", bn2 = nn.BatchNorm2d(width));
        register_module("conv3", conv3 = new Convolution(width, width * Expansion, 1, 1, 0, precision, generator));
        register_module("bn3", bn3 = nn.BatchNorm2d(width * Expansion));
        downsample = ResidualShortcut.Create(inputs, width * Expansion, stride, precision, generator);
        if (downsample is not null) register_module("downsample", downsample);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = bn1.call(conv1.call(input)).relu_();
        x = bn2.call(conv2.call(x)).relu_();
        x = bn3.call(conv3.call(x));
        return x.add_(downsample?.call(input) ?? input).relu_().MoveToOuterDisposeScope();
    }
}
