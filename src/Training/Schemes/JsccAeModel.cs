using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Training.Channels;
using JsccGrid.Training.Models;
using JsccGrid.Training.Retrieval;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>
/// JSCC AE (paper section 2.3, Fig. 2): an autoencoder around the channel, trained at one SNR by <see cref="AutoencoderTraining"/>.
/// <code>images ─ backbone → features ─ encoder → x ─ channel → y ─ decoder → features' ─ classifier → logits</code>
/// </summary>
internal sealed class JsccAeModel : ISchemeModel
{
    private readonly Materials materials;
    private readonly GallerySide gallerySide;
    private readonly AutoencoderTraining training;
    private readonly JsccEncoder encoder;
    private readonly JsccDecoder decoder;
    private readonly IChannelModel channel;
    private readonly SnrDb trainSnr;

    public JsccAeModel(CellSpec cell, Materials materials)
    {
        this.materials = materials;
        var recipe = materials.Recipe.Autoencoder;
        var (featureDimension, bandwidth) = (materials.Recipe.Backbone.FeatureDimension, cell.Value(Axis.Bandwidth));
        gallerySide = recipe.Gallery;
        channel = ChannelModels.Of(cell);
        trainSnr = cell.Value(Axis.TrainSnrDb);
        using var initial = materials.Streams.Fresh("initial/autoencoder");
        encoder = new JsccEncoder(featureDimension, bandwidth, recipe, initial).to(materials.Device);
        decoder = new JsccDecoder(featureDimension, bandwidth, recipe, initial).to(materials.Device);
        training = new AutoencoderTraining(materials, encoder, decoder, initial, Reconstruct);
    }

    public IReadOnlyDictionary<string, nn.Module> Networks => training.Networks;

    public IReadOnlyList<TrainingPhase> Phases => training.Phases;

    public Transmission PrepareTest(Action<int> progressed)
    {
        var (query, gallery) = training.ExtractTest(progressed);
        if (gallerySide == GallerySide.Autoencoded) gallery = gallery with { Features = decoder.call(encoder.call(gallery.Features)) };
        var sent = query with { Features = encoder.call(query.Features) };
        return new Transmission
        {
            Gallery = gallery,
            Sent = sent,
            Receive = (snr, noise) => decoder.call(channel.Transmit(sent.Features, snr, noise)),
        };
    }

    public void Dispose() => training.Dispose();

    /// <summary>Features [N, D] as the receiver decodes them at SNR_train.</summary>
    private Tensor Reconstruct(Tensor features) =>
        decoder.call(channel.Transmit(encoder.call(features), trainSnr, materials.Streams["channel"]));
}
