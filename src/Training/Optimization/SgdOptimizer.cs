using JsccGrid.Training.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Optimization;

/// <summary>
/// Stochastic gradient descent with momentum and L2 regularisation, as torch.optim.SGD without dampening or Nesterov
/// (<see cref="IParameterUpdate"/> has the rule). Its whole state is the velocities, which exist from the start, so that it can be
/// saved and loaded before the first step too. Create it when the modules are on their device: moving replaces their parameters.
/// </summary>
public sealed class SgdOptimizer : IDisposable
{
    private readonly IReadOnlyList<ParameterGroup> groups;
    private readonly List<IParameterUpdate> updates = [];
    private readonly SortedDictionary<string, Tensor> velocities = new(StringComparer.Ordinal);
    private readonly double momentum;

    /// <summary>Updates each group the way that suits its device.</summary>
    /// <exception cref="ArgumentException">
    /// A group is empty or on several devices, a parameter is not single-precision and contiguous, or two parameters have one name.
    /// </exception>
    public SgdOptimizer(IReadOnlyList<ParameterGroup> groups, double momentum)
        : this(groups, momentum, group => IsOnCpu(group) ? new FusedUpdate(group) : new FlatUpdate(group))
    {
    }

    /// <summary>Updates each group in the way that <paramref name="createUpdate"/> gives.</summary>
    /// <exception cref="ArgumentException">As for the other constructor.</exception>
    public SgdOptimizer(IReadOnlyList<ParameterGroup> groups, double momentum, Func<ParameterGroup, IParameterUpdate> createUpdate)
    {
        Check(groups);
        this.groups = groups;
        this.momentum = momentum;
        foreach (var group in groups)
        {
            var update = createUpdate(group);
            updates.Add(update);
            foreach (var (name, velocity) in update.Velocities) this.velocities.Add(name, velocity);
        }
    }

    /// <summary>One update from the gradients, which are then null. A parameter without a gradient is left as it is.</summary>
    /// <param name="learningRate">The schedule's learning rate, before a group's factor.</param>
    public void Step(double learningRate)
    {
        using var withoutGradients = no_grad();
        foreach (var (group, update) in this.groups.Zip(updates))
        {
            using var scope = NewDisposeScope();
            update.Apply(learningRate * group.LearningRateFactor, this.momentum);
        }
    }

    /// <summary>The velocities by the parameters' names: the optimizer's own tensors, not copies.</summary>
    public IReadOnlyDictionary<string, Tensor> ExportState() => this.velocities;

    /// <summary>Copies velocities that <see cref="ExportState"/> gave; the run then goes on bit for bit.</summary>
    /// <exception cref="StateMismatchException">Names are missing, unexpected or misshapen; all are listed.</exception>
    public void ImportState(IReadOnlyDictionary<string, Tensor> velocities) => ModuleState.Load(this.velocities, velocities);

    public void Dispose()
    {
        foreach (var update in updates) update.Dispose();
    }

    private static bool IsOnCpu(ParameterGroup group) => group.Parameters[0].Parameter.device_type == DeviceType.CPU;

    /// <summary>Contiguous as it stands, or as an earlier <see cref="FlatUpdate"/> laid it out.</summary>
    private static bool IsDense(Tensor parameter) =>
        parameter.is_contiguous() || (parameter.dim() == 4 && parameter.permute(0, 2, 3, 1).is_contiguous());

    private static void Check(IReadOnlyList<ParameterGroup> groups)
    {
        var problems = new List<string>();
        if (groups.Any(group => group.Parameters.Count == 0)) problems.Add("a group has no parameters");
        problems.AddRange(groups.Where(group => group.Parameters.Select(item => item.Parameter.device.ToString()).Distinct().Count() > 1)
            .Select(group => $"the group of '{group.Parameters[0].Name}' is on several devices"));
        var all = groups.SelectMany(group => group.Parameters).ToList();
        problems.AddRange(all.GroupBy(item => item.Name).Where(same => same.Count() > 1)
            .Select(same => $"{same.Count()} parameters are named '{same.Key}'"));
        problems.AddRange(all.Where(item => item.Parameter.dtype != ScalarType.Float32 || !IsDense(item.Parameter))
            .Select(item => $"'{item.Name}' is not single-precision and contiguous"));
        if (problems.Count > 0)
            throw new ArgumentException($"These parameters cannot be optimised: {string.Join("; ", problems)}.", nameof(groups));
    }
}
