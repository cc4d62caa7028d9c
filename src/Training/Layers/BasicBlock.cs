using JsccGrid.Experiments.Recipes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Layers;

/// <summary>
/// The residual block of ResNet-18 and -34 (He et al., CVPR 2016, Fig. 5 left), names as in torchvision.
/// <code>
/// x [N, in, h, w] ─ conv1 3x3/s ─ bn1 ─ ReLU ─ conv2 3x3 ─ bn2 ─ (+) ─ ReLU → [N, width, h/s, w/s]
///        └─────────────── downsample 1x1/s, bn (or identity) ─────┘
/// </code>
/// </summary>
internal sealed class BasicBlock : nn.Module<Tensor, Tensor>
{
    public const int Expansion = 1;

    private readonly Convolution conv1, conv2;
    private readonly BatchNorm2d bn1, bn2;
    private readonly Sequential? downsample;

    public BasicBlock(int inputs, int width, int stride, Precision precision, Generator generator) : base(nameof(BasicBlock))
    {
        register_module("conv1", conv1 = new Convolution(inputs, width, 3, stride, 1, precision, generator));
        register_module("bn1", bn1 = nn.BatchNorm2d(width));
        register_module("conv2", conv2 = new Convolution(width, width, 3, 1, 1, precision, generator));
        register_module("bn2", bn2 = nn.BatchNorm2d(width));
        downsample = ResidualShortcut.Create(inputs, width * Expansion, stride, precision, generator);
        if (downsample is not null) register_module("downsample", downsample);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = bn1.call(conv1.call(input)).relu_();
        x = bn2.call(conv2.call(x));
        return x.add_(downsample?.call(input) ?? input).relu_().MoveToOuterDisposeScope();
    }
}
