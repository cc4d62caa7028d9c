using JsccGrid.Training.Retrieval;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>
/// Where a network behind the re-ID baseline has its features from: a backbone that trains on from the baseline's weights, or the
/// features stored of a frozen one.
/// </summary>
internal sealed class FeatureSource(Materials materials, bool trainsBackbone) : IDisposable
{
    private readonly ImageBackbone? backbone = trainsBackbone ? ImageBackbone.FromBaseline(materials) : null;

    /// <summary>The backbone if it trains; else nothing.</summary>
    /// <param name="weightDecay">The weight of its L2 term; null for the schedule's.</param>
    public TrainedNetwork[] Trained(double? weightDecay = null) =>
        backbone is null ? [] : [new TrainedNetwork("backbone", backbone.Network, weightDecay)];

    /// <summary>Features [N, D] of training images, augmented where the backbone trains.</summary>
    /// <param name="batch">int64 [N]: which images.</param>
    public Tensor OfTraining(Tensor batch) =>
        backbone?.TrainingFeatures(materials.Images.Train, batch, materials.Streams["augmentation"])
        ?? materials.Features.Value.Train.index_select(0, batch);

    /// <summary>The features of the test images, in the caller's dispose scope.</summary>
    /// <param name="progressed">Called every now and then with the number of images done since the last call; may throw to stop.</param>
    public (LabelledFeatures Query, LabelledFeatures Gallery) OfTest(Action<int> progressed) => backbone is null
        ? (materials.Features.Value.Query, materials.Features.Value.Gallery)
        : (backbone.ExtractLabelled(materials.Images.Query, progressed), backbone.ExtractLabelled(materials.Images.Gallery, progressed));

    public void Dispose() => backbone?.Dispose();
}
