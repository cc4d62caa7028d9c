using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Optimization;

/// <summary>
/// The update on the CPU: one pass over memory for all three lines of the rule, where torch's operators take four. Memory is what
/// it waits for.
/// </summary>
public sealed class FusedUpdate : IParameterUpdate
{
    private readonly ParameterGroup group;
    private readonly Dictionary<string, Tensor> velocities = [];

    public FusedUpdate(ParameterGroup group)
    {
        this.group = group;
        foreach (var (name, parameter) in group.Parameters)
            this.velocities.Add(name, zeros(parameter.shape).DetachFromDisposeScope());
    }

    public IReadOnlyDictionary<string, Tensor> Velocities => this.velocities;

    public void Apply(double learningRate, double momentum)
    {
        foreach (var (name, parameter) in this.group.Parameters)
        {
            if (parameter.grad is not { } gradient) continue;
            Update(Values(parameter), Values(gradient.contiguous()), Values(this.velocities[name]),
                (float)learningRate, (float)momentum, (float)this.group.WeightDecay);
            parameter.grad = null;
        }
    }

    public void Dispose()
    {
        foreach (var velocity in this.velocities.Values) velocity.Dispose();
    }

    private static Span<float> Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private static void Update(
        Span<float> parameter, ReadOnlySpan<float> gradient, Span<float> velocity, float learningRate, float momentum, float weightDecay)
    {
        var parameters = MemoryMarshal.Cast<float, Vector<float>>(parameter);
        var gradients = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var velocities = MemoryMarshal.Cast<float, Vector<float>>(velocity);
        var (rates, momenta, decays) = (Vector.Create(-learningRate), Vector.Create(momentum), Vector.Create(weightDecay));
        for (var i = 0; i < parameters.Length; i++)
        {
            velocities[i] = momenta * velocities[i] + Vector.FusedMultiplyAdd(decays, parameters[i], gradients[i]);
            parameters[i] = Vector.FusedMultiplyAdd(rates, velocities[i], parameters[i]);
        }
        for (var i = parameters.Length * Vector<float>.Count; i < parameter.Length; i++)
        {
            velocity[i] = momentum * velocity[i] + MathF.FusedMultiplyAdd(weightDecay, parameter[i], gradient[i]);
            parameter[i] = MathF.FusedMultiplyAdd(-learningRate, velocity[i], parameter[i]);
        }
    }
}
