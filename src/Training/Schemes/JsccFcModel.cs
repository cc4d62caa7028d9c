using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Training.Channels;
using JsccGrid.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>
/// JSCC FC (paper section 2.3, last paragraph): one fully-connected encoder and no decoder, trained end to end.
/// <code>images ─ backbone → features ─ encoder → x ─ channel → y ─ classifier → logits</code>
/// </summary>
internal sealed class JsccFcModel : ISchemeModel
{
    private readonly Materials materials;
    private readonly ImageBackbone backbone;
    private readonly JsccFcEncoder encoder;
    private readonly IdentityClassifier classifier;
    private readonly IChannelModel channel;
    private readonly SnrDb trainSnr;

    public JsccFcModel(CellSpec cell, Materials materials)
    {
        this.materials = materials;
        var (recipe, train) = (materials.Recipe, materials.Images.Train);
        var bandwidth = cell.Value(Axis.Bandwidth);
        channel = ChannelModels.Of(cell);
        trainSnr = cell.Value(Axis.TrainSnrDb);
        backbone = recipe.FullyConnected.Start == TrainingStart.Baseline
            ? ImageBackbone.FromBaseline(materials)
            : new ImageBackbone(materials);
        using var initial = materials.Streams.Fresh("initial/fully-connected");
        encoder = new JsccFcEncoder(recipe.Backbone.FeatureDimension, bandwidth, initial).to(materials.Device);
        classifier = new IdentityClassifier(bandwidth, train.Classes, initial).to(materials.Device);
        TrainedNetwork[] all = [new("backbone", backbone.Network), new("encoder", encoder), new("classifier", classifier)];
        Networks = all.ToDictionary(trained => trained.Name, trained => trained.Network);
        Phases =
        [
            new TrainingPhase
            {
                Name = "training",
                Schedule = recipe.FullyConnected.Schedule,
                Samples = train.Images.Count,
                Trained = all,
                LossName = "cross-entropy",
                Loss = Loss,
            },
        ];
    }

    public IReadOnlyDictionary<string, nn.Module> Networks { get; }

    public IReadOnlyList<TrainingPhase> Phases { get; }

    public Transmission PrepareTest(Action<int> progressed)
    {
        var query = backbone.ExtractLabelled(materials.Images.Query, progressed);
        var gallery = backbone.ExtractLabelled(materials.Images.Gallery, progressed);
        var sent = query with { Features = encoder.call(query.Features) };
        return new Transmission
        {
            Gallery = gallery with { Features = encoder.call(gallery.Features) },
            Sent = sent,
            Receive = (snr, noise) => channel.Transmit(sent.Features, snr, noise),
        };
    }

    public void Dispose()
    {
        backbone.Dispose();
        encoder.Dispose();
        classifier.Dispose();
    }

    private Tensor Loss(Tensor batch)
    {
        var train = materials.Images.Train;
        var features = backbone.TrainingFeatures(train, batch, materials.Streams["augmentation"]); // [N, D]
        var received = channel.Transmit(encoder.call(features), trainSnr, materials.Streams["channel"]); // [N, B]
        return nn.functional.cross_entropy(classifier.call(received), train.Labels.index_select(0, batch));
    }
}
