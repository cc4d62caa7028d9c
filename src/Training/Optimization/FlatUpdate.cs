using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Optimization;

/// <summary>
/// The update on a GPU, where a step's cost is the number of kernels it launches: the parameters become views into one flat buffer, the
/// gradients are gathered into another, and four kernels update the whole group. A convolution's weight [out, in, h, w] lies there with
/// its input channels adjacent, as the images do, so that no convolution has to turn it around first.
/// </summary>
public sealed class FlatUpdate : IParameterUpdate
{
    /// <summary>Each parameter starts at a multiple of so many elements (256 bytes), as if it were allocated by itself.</summary>
    private const int Alignment = 64;

    private readonly ParameterGroup group;
    private readonly Tensor parameters, velocities;      // [elements of all parameters, padded]
    private readonly Dictionary<string, Tensor> velocityViews = [];
    private readonly Tensor zeros;                        // [Alignment], source of padding

    public FlatUpdate(ParameterGroup group)
    {
        this.group = group;
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        this.zeros = zeros(Alignment, device: group.Parameters[0].Parameter.device).DetachFromDisposeScope();
        this.parameters = Flatten(group.Parameters.Select(item => (Tensor)item.Parameter)).DetachFromDisposeScope();
        this.velocities = zeros_like(this.parameters).DetachFromDisposeScope();
        var start = 0L;
        foreach (var (name, parameter) in group.Parameters)
        {
            parameter.set_(View(this.parameters));
            velocityViews.Add(name, View(this.velocities).DetachFromDisposeScope());
            start += parameter.NumberOfElements + Padding(parameter);

            Tensor View(Tensor flat)
            {
                var values = flat.narrow(0, start, parameter.NumberOfElements);
                return parameter.shape is [var outputs, var inputs, var height, var width]
                    ? values.view(outputs, height, width, inputs).permute(0, 3, 1, 2)
                    : values.view(parameter.shape);
            }
        }
    }

    public IReadOnlyDictionary<string, Tensor> Velocities => velocityViews;

    public void Apply(double learningRate, double momentum)
    {
        var gradients = this.group.Parameters.Select(item => item.Parameter.grad).ToList();
        if (gradients.TrueForAll(gradient => gradient is not null))
        {
            Update(this.parameters, Flatten(gradients!), this.velocities, learningRate, momentum);
        }
        else
        {
            foreach (var ((name, parameter), gradient) in this.group.Parameters.Zip(gradients))
                if (gradient is not null) Update(parameter, gradient, velocityViews[name], learningRate, momentum);
        }
        foreach (var (_, parameter) in this.group.Parameters) parameter.grad = null;
    }

    public void Dispose()
    {
        foreach (var view in velocityViews.Values) view.Dispose();
        this.parameters.Dispose();
        this.velocities.Dispose();
        this.zeros.Dispose();
    }

    private void Update(Tensor parameters, Tensor gradients, Tensor velocities, double learningRate, double momentum)
    {
        if (this.group.WeightDecay != 0) gradients.add_(parameters, this.group.WeightDecay);
        velocities.mul_(momentum).add_(gradients);
        parameters.add_(velocities, -learningRate);
    }

    private Tensor Flatten(IEnumerable<Tensor> tensors)
    {
        var pieces = new List<Tensor>();
        foreach (var tensor in tensors)
        {
            pieces.Add((tensor.dim() == 4 ? tensor.permute(0, 2, 3, 1) : tensor).reshape(-1));
            if (Padding(tensor) is > 0 and var padding) pieces.Add(this.zeros.narrow(0, 0, padding));
        }
        return cat(pieces);
    }

    private static long Padding(Tensor tensor) => (Alignment - tensor.NumberOfElements % Alignment) % Alignment;
}
