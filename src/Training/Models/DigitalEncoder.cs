using JsccGrid.Training.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Models;

/// <summary>
/// The lossy feature encoder of the digital scheme before quantisation (paper section 2.2, Fig. 1).
/// <code>features [N, D] ─ FC D→L → latents [N, L] ─ (uniform noise | rounding and entropy coding) ─ classifier or nearest neighbour</code>
/// </summary>
public sealed class DigitalEncoder : nn.Module<Tensor, Tensor>
{
    private readonly Linear fc;

    /// <param name="featureDimension">D.</param>
    /// <param name="latentDimension">L.</param>
    /// <param name="generator">Draws the initial weights: uniform in ±1 / sqrt(D).</param>
    public DigitalEncoder(int featureDimension, int latentDimension, Generator generator) : base(nameof(DigitalEncoder))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(featureDimension);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(latentDimension);
        register_module("fc", fc = nn.Linear(featureDimension, latentDimension).UniformByFanIn(generator));
    }

    /// <summary>Features [N, D] to latents [N, L].</summary>
    public override Tensor forward(Tensor input) => fc.call(input);
}
