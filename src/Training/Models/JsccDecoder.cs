using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Models;

/// <summary>
/// The decoder of JSCC AE (paper section 2.3, Fig. 3b): mirrors the encoder, so its last layer restores the dimension.
/// <code>y [N, B] ─ FC B→B ─ BN ─ LeakyReLU ─ FC B→B ─ BN ─ LeakyReLU ─ FC B→D → features [N, D]</code>
/// </summary>
public sealed class JsccDecoder : nn.Module<Tensor, Tensor>
{
    private readonly FullyConnectedStack layers;

    /// <param name="featureDimension">D.</param>
    /// <param name="bandwidth">B, real channel uses per query.</param>
    /// <param name="recipe">Number of layers (three are drawn) and slope of LeakyReLU.</param>
    /// <param name="generator">Draws the initial weights: uniform in ±1 / sqrt(inputs).</param>
    public JsccDecoder(int featureDimension, int bandwidth, AutoencoderRecipe recipe, Generator generator) : base(nameof(JsccDecoder))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(featureDimension);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bandwidth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(recipe.Layers);
        int[] widths = [.. Enumerable.Repeat(bandwidth, recipe.Layers), featureDimension];
        register_module("layers", layers = new FullyConnectedStack(widths, recipe.LeakySlope, generator));
    }

    /// <summary>Channel outputs [N, B] to features [N, D].</summary>
    public override Tensor forward(Tensor input) => layers.call(input);
}
