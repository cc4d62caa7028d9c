using JsccGrid.Experiments.Recipes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Layers;

/// <summary>
/// A square convolution without bias. Its weight [out, in, k, k] is single-precision; in <see cref="Precision.BFloat16"/> the weight and
/// the input are rounded for the product, as a part of the graph, so that the weight's gradient arrives in single precision.
/// </summary>
internal sealed class Convolution : nn.Module<Tensor, Tensor>
{
    private const string Weight = "weight";

    private readonly long stride, padding;
    private readonly ScalarType type;

    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="stride">Pixels between two windows.</param>
    /// <param name="padding">Zeros at each edge.</param>
    /// <param name="precision">The precision of the product, and of what comes out.</param>
    /// <param name="generator">
    /// Draws the weight: Kaiming normal for ReLU, variance 2 / (output channels x kernel area) (He et al., ICCV 2015; fan-out mode).
    /// </param>
    public Convolution(int inputs, int outputs, int kernel, int stride, int padding, Precision precision, Generator generator)
        : base(nameof(Convolution))
    {
        (this.stride, this.padding) = (stride, padding);
        type = precision == Precision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
        var deviation = Math.Sqrt(2.0 / (outputs * kernel * kernel));
        var weight = new Parameter(empty(outputs, inputs, kernel, kernel).normal_(0, deviation, generator));
        weight.DetachFromDisposeScope(); // as the parameters of TorchSharp's own modules are
        register_parameter(Weight, weight);
    }

    /// <summary>[N, in, h, w] in any precision to [N, out, h', w'] in that of the products.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        // Looked up every time, because moving a module to a device replaces its parameters.
        var weight = get_parameter(Weight)!.to_type(type);
        return nn.functional.conv2d(input.to_type(type), weight, null, strides: [stride, stride], padding: [padding, padding])
            .MoveToOuterDisposeScope();
    }
}
