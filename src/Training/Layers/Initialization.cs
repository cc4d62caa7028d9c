using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Layers;

/// <summary>
/// Initial weights drawn from an injected generator, with the distribution of PyTorch.
/// TorchSharp's own initialisation, from the global generator, is overwritten whole.
/// </summary>
internal static class Initialization
{
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
