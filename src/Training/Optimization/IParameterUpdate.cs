using static TorchSharp.torch;

namespace JsccGrid.Training.Optimization;

/// <summary>
/// One way to carry out a step of stochastic gradient descent on the parameters of a group:
/// <code>
/// g ← g + weightDecay p
/// v ← momentum v + g          (v = 0 before the first step)
/// p ← p - learningRate v
/// </code>
/// </summary>
public interface IParameterUpdate : IDisposable
{
    /// <summary>v by the parameters' names.</summary>
    IReadOnlyDictionary<string, Tensor> Velocities { get; }

    /// <summary>
    /// Updates every parameter that has a gradient, whose gradient is then null; the others stay as they are. Called without
    /// gradient recording, inside a dispose scope.
    /// </summary>
    void Apply(double learningRate, double momentum);
}
