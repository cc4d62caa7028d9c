using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Layers;

/// <summary>
/// Fully-connected layers fc1, fc2, … with batch normalisation (bn1, …) and LeakyReLU between them, none behind the last.
/// <code>x [N, widths[0]] ─ fc1 ─ bn1 ─ LeakyReLU ─ fc2 ─ … ─ fcK → [N, widths[K]]</code>
/// </summary>
internal sealed class FullyConnectedStack : nn.Module<Tensor, Tensor>
{
    private readonly List<(Linear Layer, BatchNorm1d? Norm)> layers = [];
    private readonly double leakySlope;

    /// <param name="widths">Input width, then the output width of each layer: at least two values.</param>
    /// <param name="leakySlope">Negative slope of LeakyReLU.</param>
    /// <param name="generator">Draws the initial weights, layer after layer.</param>
    public FullyConnectedStack(IReadOnlyList<int> widths, double leakySlope, Generator generator) : base(nameof(FullyConnectedStack))
    {
        this.leakySlope = leakySlope;
        for (var i = 1; i < widths.Count; i++)
        {
            var layer = nn.Linear(widths[i - 1], widths[i]).UniformByFanIn(generator);
            var norm = i < widths.Count - 1 ? nn.BatchNorm1d(widths[i]) : null;
            register_module($"fc{i}", layer);
            if (norm is not null) register_module($"bn{i}", norm);
            layers.Add((layer, norm));
        }
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input;
        foreach (var (layer, norm) in layers)
        {
            x = layer.call(x);
            if (norm is not null) x = nn.functional.leaky_relu(norm.call(x), this.leakySlope, inplace: true);
        }
        return x.MoveToOuterDisposeScope();
    }
}
