using JsccGrid.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>
/// Pretraining of the re-ID baseline (paper section 2.3, step 1). L2 regularisation on the backbone alone (section 2.1).
/// <code>images ─ backbone → features ─ classifier → logits ─ cross-entropy with the identity</code>
/// </summary>
internal sealed class BaselineStage : IStage
{
    private readonly ImageBackbone backbone;
    private readonly IdentityClassifier classifier;

    public BaselineStage(Materials materials)
    {
        var recipe = materials.Recipe;
        var train = materials.Images.Train;
        backbone = new ImageBackbone(materials);
        using var initial = materials.Streams.Fresh("initial/classifier");
        classifier = new IdentityClassifier(recipe.Backbone.FeatureDimension, train.Classes, initial).to(materials.Device);
        var augmentation = materials.Streams["augmentation"];
        Networks = new Dictionary<string, nn.Module> { ["backbone"] = backbone.Network, ["classifier"] = classifier };
        Phases =
        [
            new TrainingPhase
            {
                Name = "baseline",
                Schedule = recipe.Baseline,
                Samples = train.Images.Count,
                Trained = [new("backbone", backbone.Network), new("classifier", classifier, WeightDecay: 0)],
                LossName = "cross-entropy",
                Loss = batch => nn.functional.cross_entropy(
                    classifier.call(backbone.TrainingFeatures(train, batch, augmentation)), train.Labels.index_select(0, batch)),
            },
        ];
    }

    public IReadOnlyDictionary<string, nn.Module> Networks { get; }

    public IReadOnlyList<TrainingPhase> Phases { get; }

    public void WriteOutput(string folder, Action<int> progressed) =>
        BaselineWeights.Write(Path.Combine(folder, BaselineWeights.FileName), backbone.Network, classifier);

    public void Dispose()
    {
        backbone.Dispose();
        classifier.Dispose();
    }
}
