using JsccGrid.Training.Channels;
using JsccGrid.Training.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Models;

/// <summary>
/// The encoder of JSCC FC (paper section 2.3, last paragraph): one layer, and no decoder; the received vector is the feature vector.
/// <code>features [N, D] ─ FC D→B ─ power normalisation → x [N, B]</code>
/// </summary>
public sealed class JsccFcEncoder : nn.Module<Tensor, Tensor>
{
    private readonly Linear fc;

    /// <param name="featureDimension">D.</param>
    /// <param name="bandwidth">B, real channel uses per query.</param>
    /// <param name="generator">Draws the initial weights: uniform in ±1 / sqrt(D).</param>
    public JsccFcEncoder(int featureDimension, int bandwidth, Generator generator) : base(nameof(JsccFcEncoder))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(featureDimension);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bandwidth);
        register_module("fc", fc = nn.Linear(featureDimension, bandwidth).UniformByFanIn(generator));
    }

    /// <summary>Features [N, D] to channel inputs [N, B] of unit power per vector.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return PowerNormalization.Apply(fc.call(input)).MoveToOuterDisposeScope();
    }
}
