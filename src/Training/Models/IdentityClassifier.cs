using JsccGrid.Training.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.Models;

/// <summary>
/// The layer that maps feature vectors to class predictions during training (paper section 2.3, step 1); retrieval does without it.
/// <code>features [N, D] ─ FC D→K → logits [N, K]</code>
/// </summary>
public sealed class IdentityClassifier : nn.Module<Tensor, Tensor>
{
    private readonly Linear fc;

    /// <param name="featureDimension">D: the backbone's, B for JSCC FC, or L for the digital scheme.</param>
    /// <param name="identities">K, the number of training identities.</param>
    /// <param name="generator">Draws the initial weights: uniform in ±1 / sqrt(D).</param>
    public IdentityClassifier(int featureDimension, int identities, Generator generator) : base(nameof(IdentityClassifier))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(featureDimension);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(identities);
        register_module("fc", fc = nn.Linear(featureDimension, identities).UniformByFanIn(generator));
    }

    /// <summary>Feature vectors [N, D] to logits [N, K].</summary>
    public override Tensor forward(Tensor input) => fc.call(input);
}
