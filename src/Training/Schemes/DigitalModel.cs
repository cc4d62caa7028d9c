using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Training.EntropyCoding;
using JsccGrid.Training.Models;
using JsccGrid.Training.Retrieval;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>
/// The digital scheme (paper section 2.2, Fig. 1): features compressed for the task, entropy coded, and delivered without error.
/// Trained on Eq. (1) with bits summed over dimensions and averaged over the batch; L2 regularisation on the encoder, and on a backbone
/// that trains too as section 2.1 has it.
/// <code>
/// training: features ─ encoder → latents ─ + uniform noise ─┬─ classifier → logits ─ cross-entropy · lambda ─ (+) → loss
///                                                           └─ density model → bits ──────────────────────────┘
/// testing:  features ─ encoder → latents ─ rounding → symbols ─ range coder → bits on the channel ─ decoder → latents
/// </code>
/// </summary>
internal sealed class DigitalModel : ISchemeModel
{
    private readonly Materials materials;
    private readonly FeatureSource source;
    private readonly DigitalEncoder encoder;
    private readonly FactorizedPrior density;
    private readonly IdentityClassifier classifier;
    private readonly double lambda;

    public DigitalModel(CellSpec cell, Materials materials)
    {
        this.materials = materials;
        var (recipe, features) = (materials.Recipe.Digital, materials.Features.Value);
        var latentDimension = cell.Value(Axis.LatentDimension);
        lambda = cell.Value(Axis.Lambda);
        using var initial = materials.Streams.Fresh("initial/digital");
        encoder = new DigitalEncoder(materials.Recipe.Backbone.FeatureDimension, latentDimension, initial).to(materials.Device);
        density = new FactorizedPrior(latentDimension, recipe.DensityFilters, recipe.DensityInitialScale, initial).to(materials.Device);
        classifier = new IdentityClassifier(latentDimension, features.Classes, initial).to(materials.Device);
        source = new FeatureSource(materials, cell.Value(Axis.BackboneWeights) == Axis.Trained);

        TrainedNetwork[] all =
        [
            new("encoder", encoder),
            new("density", density, WeightDecay: 0, recipe.DensityLearningRateFactor),
            new("classifier", classifier, WeightDecay: 0),
            .. source.Trained(materials.Recipe.Baseline.WeightDecay),
        ];
        Networks = all.ToDictionary(trained => trained.Name, trained => trained.Network);
        Phases =
        [
            new TrainingPhase
            {
                Name = "training",
                Schedule = recipe.Schedule,
                Samples = (int)features.Train.shape[0],
                Trained = all,
                LossName = FormattableString.Invariant($"bits + {lambda} x cross-entropy"),
                Loss = Loss,
            },
        ];
    }

    public IReadOnlyDictionary<string, nn.Module> Networks { get; }

    public IReadOnlyList<TrainingPhase> Phases { get; }

    public Transmission PrepareTest(Action<int> progressed)
    {
        var (query, gallery) = source.OfTest(progressed);
        var codec = new LatentCodec(density.ToCumulativeDensity(), materials.Recipe.Digital.Rounding);
        var (received, bits) = Send(codec, codec.Quantize(encoder.call(query.Features)));
        return new Transmission
        {
            Gallery = gallery with { Features = codec.Dequantize(codec.Quantize(encoder.call(gallery.Features))) },
            Sent = query with { Features = received },
            Bits = bits,
        };
    }

    public void Dispose()
    {
        source.Dispose();
        foreach (var network in new nn.Module[] { encoder, density, classifier }) network.Dispose();
    }

    private Tensor Loss(Tensor batch)
    {
        var latents = FactorizedPrior.AddQuantizationNoise(                                                            // [N, L]
            encoder.call(source.OfTraining(batch)), materials.Streams["quantisation"]);
        var crossEntropy = nn.functional.cross_entropy(
            classifier.call(latents), materials.Features.Value.TrainLabels.index_select(0, batch));
        return density.Bits(latents).mean() + (lambda * crossEntropy);
    }

    /// <summary>
    /// Codes each vector of symbols by itself, as queries are sent, and reconstructs the latents [Q, L] from the messages.
    /// </summary>
    private static (Tensor Received, BitStatistics Bits) Send(LatentCodec codec, int[] symbols)
    {
        var decoded = new List<int>(symbols.Length);
        var (measured, ideal) = (new List<double>(), new List<double>());
        foreach (var vector in symbols.Chunk(codec.Dimensions))
        {
            var message = codec.Encode(vector);
            measured.Add(message.Bits);
            ideal.Add(codec.IdealBits(vector));
            decoded.AddRange(codec.Decode(message));
        }
        if (!decoded.SequenceEqual(symbols)) throw new InvalidDataException("The range decoder's output is not what was encoded.");
        return (codec.Dequantize([.. decoded]), new BitStatistics { Measured = Estimate.Of(measured), Ideal = Estimate.Of(ideal) });
    }
}
