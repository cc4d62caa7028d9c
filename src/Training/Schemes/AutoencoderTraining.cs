using JsccGrid.Training.Models;
using JsccGrid.Training.Retrieval;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>
/// What trains an autoencoder around a channel in two steps (paper section 2.3): pretrained on the baseline's features with the L1 loss
/// (step 2), then trained for cross-entropy together with the classifier and, unless the recipe freezes it, the backbone (step 3). L2
/// regularisation on autoencoder and backbone, as in the steps before.
/// </summary>
internal sealed class AutoencoderTraining : ITrainable
{
    private readonly Materials materials;
    private readonly Func<Tensor, Tensor> reconstruct;
    private readonly FeatureSource source;
    private readonly IdentityClassifier classifier;

    /// <param name="materials">What is trained on.</param>
    /// <param name="encoder">Belongs to this object from now on.</param>
    /// <param name="decoder">Likewise.</param>
    /// <param name="initial">Draws the initial weights of the classifier, behind those of encoder and decoder.</param>
    /// <param name="reconstruct">Features [N, D] as the receiver decodes them in training.</param>
    public AutoencoderTraining(
        Materials materials, nn.Module encoder, nn.Module decoder, Generator initial, Func<Tensor, Tensor> reconstruct)
    {
        (this.materials, this.reconstruct) = (materials, reconstruct);
        var (recipe, features) = (materials.Recipe.Autoencoder, materials.Features.Value);
        classifier = new IdentityClassifier(materials.Recipe.Backbone.FeatureDimension, features.Classes, initial).to(materials.Device);
        BaselineWeights.LoadClassifier(materials.BaselineFile!, classifier);
        source = new FeatureSource(materials, recipe.TrainBackbone);

        TrainedNetwork[] autoencoder = [new("encoder", encoder), new("decoder", decoder)];
        TrainedNetwork[] all =
        [
            .. autoencoder,
            new("classifier", classifier, WeightDecay: 0),
            .. source.Trained(),
        ];
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

    /// <summary>The features of the test images as the trained backbone gives them, in the caller's dispose scope.</summary>
    /// <param name="progressed">Called every now and then with the number of images done since the last call; may throw to stop.</param>
    public (LabelledFeatures Query, LabelledFeatures Gallery) ExtractTest(Action<int> progressed) => source.OfTest(progressed);

    public void Dispose()
    {
        source.Dispose();
        foreach (var network in new[] { classifier, Networks["encoder"], Networks["decoder"] }) network.Dispose();
    }

    private Tensor PretrainingLoss(Tensor batch)
    {
        var features = materials.Features.Value.Train.index_select(0, batch); // [N, D]
        return nn.functional.l1_loss(reconstruct(features), features);
    }

    private Tensor JointLoss(Tensor batch) => nn.functional.cross_entropy(
        classifier.call(reconstruct(source.OfTraining(batch))), materials.Features.Value.TrainLabels.index_select(0, batch));
}
