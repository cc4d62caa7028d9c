using JsccGrid.Training.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Optimization;

/// <summary>
/// Stochastic gradient descent with momentum and L2 regularisation, as torch.optim.SGD without dampening or Nesterov:
/// <code>
/// g ← g + weightDecay p
/// v ← momentum v + g          (v = 0 before the first step)
/// p ← p - learningRate v
/// </code>
/// Updates in place, without temporaries. Its whole state is v, which exists from the start, so that it can be saved and loaded before
/// the first step too.
/// </summary>
public sealed class SgdOptimizer : IDisposable
{
    private readonly IReadOnlyList<ParameterGroup> _groups;
    private readonly double _momentum;
    private readonly SortedDictionary<string, Tensor> _velocities = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">Two parameters have one name.</exception>
    public SgdOptimizer(IReadOnlyList<ParameterGroup> groups, double momentum)
    {
        _groups = groups;
        _momentum = momentum;
        using var withoutGradients = no_grad();
        foreach (var (name, parameter) in groups.SelectMany(group => group.Parameters))
        {
            if (_velocities.ContainsKey(name)) throw new ArgumentException($"Two parameters are named '{name}'.", nameof(groups));
            _velocities.Add(name, zeros_like(parameter).DetachFromDisposeScope());
        }
    }

    /// <summary>One update from the gradients, which are then null. A parameter without a gradient is left as it is.</summary>
    /// <param name="learningRate">Of the schedule, before a group's factor.</param>
    public void Step(double learningRate)
    {
        using var withoutGradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var group in _groups)
        {
            var rate = (-learningRate * group.LearningRateFactor).ToScalar();
            foreach (var (name, parameter) in group.Parameters)
                if (parameter.grad is { } gradient) Update(parameter, gradient, _velocities[name], group.WeightDecay, rate);
        }
    }

    /// <summary>Nulls the gradients without an update.</summary>
    public void ZeroGradients()
    {
        foreach (var (_, parameter) in _groups.SelectMany(group => group.Parameters)) parameter.grad = null;
    }

    /// <summary>The velocities v by the parameters' names: the optimizer's own tensors, not copies.</summary>
    public IReadOnlyDictionary<string, Tensor> ExportState() => _velocities;

    /// <summary>Copies velocities that <see cref="ExportState"/> gave; the run then goes on bit for bit.</summary>
    /// <exception cref="StateMismatchException">Names are missing, unexpected or misshapen; all are listed.</exception>
    public void ImportState(IReadOnlyDictionary<string, Tensor> velocities) => ModuleState.Load(_velocities, velocities);

    public void Dispose()
    {
        foreach (var velocity in _velocities.Values) velocity.Dispose();
    }

    private void Update(Parameter parameter, Tensor gradient, Tensor velocity, double weightDecay, Scalar rate)
    {
        if (weightDecay != 0) gradient.add_(parameter, weightDecay);
        velocity.mul_(_momentum).add_(gradient);
        parameter.add_(velocity, rate);
        parameter.grad = null;
    }
}
