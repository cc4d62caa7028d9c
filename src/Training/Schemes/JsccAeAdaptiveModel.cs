using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Training.Channels;
using JsccGrid.Training.Layers;
using JsccGrid.Training.Models;
using JsccGrid.Training.Retrieval;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>
/// JSCC AE whose encoder and decoder know the SNR, trained in the same two steps (paper section 2.3) at an SNR drawn for every vector,
/// uniformly in decibels, from the recipe's range (Xu et al., IEEE TCSVT 2022). Outside of that range the networks are told its end.
/// <code>images ─ backbone → features ─ encoder(SNR) → x ─ channel(SNR) → y ─ decoder(SNR) → features' ─ classifier → logits</code>
/// </summary>
internal sealed class JsccAeAdaptiveModel : ISchemeModel
{
    /// <summary>Decibels in what the networks are told, so that it is of the size of a feature.</summary>
    private const double DecibelsToUnit = 0.1;

    private readonly Materials materials;
    private readonly AdaptiveRecipe range;
    private readonly IChannelModel channel;
    private readonly AutoencoderTraining training;
    private readonly AttentiveStack encoder;
    private readonly AttentiveStack decoder;

    public JsccAeAdaptiveModel(CellSpec cell, Materials materials)
    {
        this.materials = materials;
        range = materials.Recipe.AdaptiveOrDefault;
        channel = ChannelModels.Of(cell);
        var recipe = materials.Recipe.Autoencoder;
        var (featureDimension, bandwidth) = (materials.Recipe.Backbone.FeatureDimension, cell.Value(Axis.Bandwidth));
        int[] inner = [.. Enumerable.Repeat(bandwidth, recipe.Layers)];
        using var initial = materials.Streams.Fresh("initial/adaptive");
        encoder = new AttentiveStack([featureDimension, .. inner], range.AttentionUnits, recipe.LeakySlope, initial).to(materials.Device);
        decoder = new AttentiveStack([.. inner, featureDimension], range.AttentionUnits, recipe.LeakySlope, initial).to(materials.Device);
        training = new AutoencoderTraining(materials, encoder, decoder, initial, Reconstruct);
    }

    public IReadOnlyDictionary<string, nn.Module> Networks => training.Networks;

    public IReadOnlyList<TrainingPhase> Phases => training.Phases;

    public Transmission PrepareTest(Action<int> progressed)
    {
        var (query, gallery) = training.ExtractTest(progressed);
        return new Transmission
        {
            Gallery = gallery,
            GalleryAt = materials.Recipe.Autoencoder.Gallery == GallerySide.Autoencoded ? snr => Autoencoded(gallery, snr) : null,
            Sent = query,
            Receive = (snr, noise) =>
            {
                var told = Told(query.Features, snr);
                return decoder.call(channel.Transmit(Encode(query.Features, told), snr, noise), told);
            },
        };
    }

    public void Dispose() => training.Dispose();

    /// <summary>Features [N, D] as the receiver decodes them, each at an SNR of its own.</summary>
    private Tensor Reconstruct(Tensor features)
    {
        var share = empty([features.shape[0], 1], features.dtype).uniform_(0, 1, materials.Streams["training-snr"]).to(features.device);
        var decibels = range.LeastSnrDb + ((range.MostSnrDb - range.LeastSnrDb) * share);
        var told = decibels * DecibelsToUnit;
        var noiseVariance = pow(10, decibels * -0.1);
        return decoder.call(channel.Transmit(Encode(features, told), noiseVariance, materials.Streams["channel"]), told);
    }

    private Tensor Encode(Tensor features, Tensor told) => PowerNormalization.Apply(encoder.call(features, told));

    private LabelledFeatures Autoencoded(LabelledFeatures gallery, SnrDb snr)
    {
        var told = Told(gallery.Features, snr);
        return gallery with { Features = decoder.call(Encode(gallery.Features, told), told) };
    }

    /// <summary>What the networks are told of an SNR that all vectors have.</summary>
    private Tensor Told(Tensor features, SnrDb snr) => full(
        [features.shape[0], 1], DecibelsToUnit * Math.Clamp(snr.Value, range.LeastSnrDb, range.MostSnrDb), features.dtype, features.device);
}
