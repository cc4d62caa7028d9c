using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Layers;

/// <summary>
/// Initial weights drawn from an injected generator, with the distributions of torchvision (convolutions) and PyTorch (linear layers).
/// TorchSharp's own initialisation, from the global generator, is overwritten whole.
/// </summary>
internal static class Initialization
{
    /// <summary>Kaiming normal for ReLU: variance 2 / (output channels x kernel area) (He et al., ICCV 2015; fan-out mode).</summary>
    public static Conv2d KaimingNormal(this Conv2d convolution, Generator generator)
    {
        using var withoutGradients = no_grad();
        var shape = convolution.weight.shape; // [out, in, kernel, kernel]
        convolution.weight.normal_(0, Math.Sqrt(2.0 / (shape[0] * shape[2] * shape[3])), generator);
        return convolution;
    }

    /// <summary>Weights and biases uniform in ±1 / sqrt(inputs), PyTorch's default for linear layers.</summary>
    public static Linear UniformByFanIn(this Linear linear, Generator generator)
    {
        using var withoutGradients = no_grad();
        var bound = 1 / Math.Sqrt(linear.weight.shape[1]);
        linear.weight.uniform_(-bound, bound, generator);
        linear.bias!.uniform_(-bound, bound, generator);
        return linear;
    }
}
