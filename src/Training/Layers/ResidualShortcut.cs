using JsccGrid.Experiments.Recipes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Layers;

/// <summary>The shortcut of a residual block: identity, or a projection where shape changes (He et al., CVPR 2016, option B).</summary>
internal static class ResidualShortcut
{
    /// <summary>1x1 convolution and batch normalisation named "0" and "1", or null for the identity.</summary>
    public static Sequential? Create(int inputs, int outputs, int stride, Precision precision, Generator generator)
    {
        if (stride == 1 && inputs == outputs) return null;
        return nn.Sequential(
            ("0", new Convolution(inputs, outputs, 1, stride, 0, precision, generator)),
            ("1", nn.BatchNorm2d(outputs)));
    }
}
