using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Tensors;

/// <summary>Compares gradients with central differences.</summary>
internal static class NumericalGradient
{
    private const double Step = 1e-5, Tolerance = 1e-6;

    /// <summary>
    /// Finds <paramref name="variable"/>.grad (double precision) equal to the change of <paramref name="function"/> in each element.
    /// </summary>
    public static void AssertEqual(Tensor variable, Func<Tensor> function)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var values = variable.view(-1);
        var gradient = variable.grad!.contiguous().data<double>().ToArray();
        for (var i = 0; i < gradient.Length; i++)
        {
            values[i].add_(Step);
            var above = function().item<double>();
            values[i].sub_(2 * Step);
            var below = function().item<double>();
            values[i].add_(Step);
            var expected = (above - below) / (2 * Step);
            Assert.InRange(gradient[i] - expected, -Tolerance * (1 + Math.Abs(expected)), Tolerance * (1 + Math.Abs(expected)));
        }
    }
}
