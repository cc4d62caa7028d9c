using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Channels;

/// <summary>The transmitter's power constraint, met with equality (paper section 2): (1/B) sum x_i^2 = P = 1 for every vector.</summary>
public static class PowerNormalization
{
    /// <summary>A vector of smaller Euclidean norm carries no signal.</summary>
    private const double SmallestNorm = 1e-12;

    /// <summary>
    /// Scales each row of <paramref name="x"/> [N, B] to sqrt(B) x / ||x||. A zero row stays zero, with zero gradient: it sends nothing.
    /// </summary>
    public static Tensor Apply(Tensor x)
    {
        using var scope = NewDisposeScope();
        var norm = x.norm(1, keepdim: true);                       // [N, 1]
        var carriesSignal = norm > SmallestNorm;
        var divisor = where(carriesSignal, norm, ones_like(norm));  // keeps the gradient of a zero row finite
        return (x * (Math.Sqrt(x.shape[1]) / divisor * carriesSignal)).MoveToOuterDisposeScope();
    }
}
