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
/// JSCC AE (paper section 2.3, Fig. 2): the autoencoder is pretrained on the baseline's features with the L1 loss (step 2), then
/// trained for cross-entropy together with the classifier and, unless the recipe freezes it, the backbone (step 3).
/// <code>images ─ backbone → features ─ encoder → x ─ channel → y ─ decoder → features' ─ classifier → logits</code>
/// </summary>
internal sealed class JsccAeScheme : IScheme
{
    private readonly Materials materials;
    private readonly GallerySide gallerySide;
    private readonly ImageBackbone? backbone; // null: frozen, and its stored features stand for it
    private readonly IdentityClassifier classifier;
    private readonly JsccEncoder encoder;
    private readonly JsccDecoder decoder;
    private readonly IChannel channel;
    private readonly SnrDb trainSnr;

    public JsccAeScheme(CellSpec cell, Materials materials)
    {
        this.materials = materials;
        var (recipe, features) = (materials.Recipe.Autoencoder, materials.Features.Value);
        var (featureDimension, bandwidth) = (materials.Recipe.Backbone.FeatureDimension, cell.Value(Axis.Bandwidth));
        gallerySide = recipe.Gallery;
        channel = ChannelMakers.Of(cell);
        trainSnr = cell.Value(Axis.TrainSnrDb);
        using var initial = materials.Streams.Fresh("initial/autoencoder");
        encoder = new JsccEncoder(featureDimension, bandwidth, recipe, initial).to(materials.Device);
        decoder = new JsccDecoder(featureDimension, bandwidth, recipe, initial).to(materials.Device);
        classifier = new IdentityClassifier(featureDimension, features.Classes, initial).to(materials.Device);
        BaselineWeights.LoadClassifier(materials.BaselineFile!, classifier);
        if (recipe.TrainBackbone) backbone = ImageBackbone.FromBaseline(materials);

        TrainedNetwork[] autoencoder = [new("encoder", encoder), new("decoder", decoder)];
        TrainedNetwork[] all = [.. autoencoder, new("classifier", classifier), .. BackboneOrNone()];
        Networks = all.ToDictionary(trained => trained.Name, trained => trained.Network);
        Phases =
        [
            new TrainingPhase
            {
                Name = "pretraining",
                Schedule = recipe.Pretraining,
                Samples = (int)features.Train.shape[0],
                Trained = autoencoder,
                LossName = "L1",
                Loss = PretrainingLoss,
            },
            new TrainingPhase
            {
                Name = "joint",
                Schedule = recipe.Joint,
                Samples = (int)features.Train.shape[0],
                Trained = all,
                LossName = "cross-entropy",
                Loss = JointLoss,
            },
        ];
    }

    public IReadOnlyDictionary<string, nn.Module> Networks { get; }

    public IReadOnlyList<TrainingPhase> Phases { get; }

    public Transmission PrepareTest(Action<int> progressed)
    {
        var query = backbone?.ExtractLabelled(materials.Images.Query, progressed) ?? materials.Features.Value.Query;
        var gallery = backbone?.ExtractLabelled(materials.Images.Gallery, progressed) ?? materials.Features.Value.Gallery;
        if (gallerySide == GallerySide.Autoencoded) gallery = gallery with { Features = decoder.call(encoder.call(gallery.Features)) };
        var sent = query with { Features = encoder.call(query.Features) };
        return new Transmission
        {
            Gallery = gallery,
            Sent = sent,
            Receive = (snr, noise) => decoder.call(channel.Transmit(sent.Features, snr, noise)),
        };
    }

    public void Dispose()
    {
        backbone?.Dispose();
        foreach (var network in new nn.Module[] { classifier, encoder, decoder }) network.Dispose();
    }

    private Tensor PretrainingLoss(Tensor batch)
    {
        var features = materials.Features.Value.Train.index_select(0, batch); // [N, D]
        return nn.functional.l1_loss(Reconstruct(features), features);
    }

    private Tensor JointLoss(Tensor batch)
    {
        var features = backbone?.TrainingFeatures(materials.Images.Train, batch, materials.Streams["augmentation"])
            ?? materials.Features.Value.Train.index_select(0, batch); // [N, D]
        return nn.functional.cross_entropy(
            classifier.call(Reconstruct(features)), materials.Features.Value.TrainLabels.index_select(0, batch));
    }

    /// <summary>Features [N, D] as the receiver decodes them at SNR_train.</summary>
    private Tensor Reconstruct(Tensor features) =>
        decoder.call(channel.Transmit(encoder.call(features), trainSnr, materials.Streams["channel"]));

    private TrainedNetwork[] BackboneOrNone() => backbone is null ? [] : [new("backbone", backbone.Network)];
}
