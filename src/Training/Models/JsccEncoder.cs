using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Channels;
using JsccGrid.Training.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Models;

/// <summary>
/// The encoder of JSCC AE (paper section 2.3, Fig. 3a): maps features straight to channel inputs; its first layer reduces the dimension.
/// <code>features [N, D] ─ FC D→B ─ BN ─ LeakyReLU ─ FC B→B ─ BN ─ LeakyReLU ─ FC B→B ─ power normalisation → x [N, B]</code>
/// </summary>
public sealed class JsccEncoder : nn.Module<Tensor, Tensor>
{
    private readonly FullyConnectedStack layers;

    /// <param name="featureDimension">D.</param>
    /// <param name="bandwidth">B, real channel uses per query.</param>
    /// <param name="recipe">Number of layers (three are drawn) and slope of LeakyReLU.</param>
    /// <param name="generator">Draws the initial weights: uniform in ±1 / sqrt(inputs).</param>
    public JsccEncoder(int featureDimension, int bandwidth, AutoencoderRecipe recipe, Generator generator) : base(nameof(JsccEncoder))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(featureDimension);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bandwidth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(recipe.Layers);
        int[] widths = [featureDimension, .. Enumerable.Repeat(bandwidth, recipe.Layers)];
        register_module("layers", layers = new FullyConnectedStack(widths, recipe.LeakySlope, generator));
    }

    /// <summary>Features [N, D] to channel inputs [N, B] of unit power per vector.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return PowerNormalization.Apply(layers.call(input)).MoveToOuterDisposeScope();
    }
}
