using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Layers;

/// <summary>
/// Fully-connected layers as in <see cref="FullyConnectedStack"/>, with an attention module behind each activation that scales every
/// feature by a factor in (0, 1) computed from all of them and from the SNR (Xu et al., Wireless Image Transmission Using Deep Source
/// Channel Coding With Attention Modules, IEEE TCSVT 2022, Fig. 4; a vector has no places to pool over).
/// <code>
/// x [N, widths[0]] ─ fc1 ─ bn1 ─ LeakyReLU ─ (×) ─ fc2 ─ … ─ fcK → [N, widths[K]]
///                                      └──────┴─ [·, SNR] ─ down1 ─ LeakyReLU ─ up1 ─ sigmoid
/// </code>
/// </summary>
internal sealed class AttentiveStack : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly List<(Linear Layer, Attention? Behind)> layers = [];
    private readonly double leakySlope;

    /// <param name="widths">Input width, then the output width of each layer: at least two values.</param>
    /// <param name="units">Hidden units of an attention module.</param>
    /// <param name="leakySlope">Negative slope of LeakyReLU.</param>
    /// <param name="generator">Draws the initial weights, layer after layer.</param>
    public AttentiveStack(IReadOnlyList<int> widths, int units, double leakySlope, Generator generator) : base(nameof(AttentiveStack))
    {
        this.leakySlope = leakySlope;
        for (var i = 1; i < widths.Count; i++)
        {
            var layer = nn.Linear(widths[i - 1], widths[i]).UniformByFanIn(generator);
            register_module($"fc{i}", layer);
            Attention? behind = null;
            if (i < widths.Count - 1)
            {
                var norm = nn.BatchNorm1d(widths[i]);
                var down = nn.Linear(widths[i] + 1, units).UniformByFanIn(generator);
                var up = nn.Linear(units, widths[i]).UniformByFanIn(generator);
                register_module($"bn{i}", norm);
                register_module($"down{i}", down);
                register_module($"up{i}", up);
                behind = new Attention(norm, down, up);
            }
            layers.Add((layer, behind));
        }
    }

    /// <param name="input">[N, widths[0]].</param>
    /// <param name="snr">What the networks know of the channel's SNR, [N, 1].</param>
    public override Tensor forward(Tensor input, Tensor snr)
    {
        using var scope = NewDisposeScope();
        var x = input;
        foreach (var (layer, behind) in layers)
        {
            x = layer.call(x);
            if (behind is not var (norm, down, up)) continue;
            x = nn.functional.leaky_relu(norm.call(x), this.leakySlope, inplace: true);
            x *= nn.functional.sigmoid(up.call(nn.functional.leaky_relu(down.call(cat([x, snr], 1)), this.leakySlope)));
        }
        return x.MoveToOuterDisposeScope();
    }

    private sealed record Attention(BatchNorm1d Norm, Linear Down, Linear Up);
}
