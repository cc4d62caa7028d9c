using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>The baseline's features of all images of the data set (paper section 2.3, step 2). Trains nothing.</summary>
internal sealed class FeaturesStage(Materials materials) : IStage
{
    private readonly ImageBackbone backbone = ImageBackbone.FromBaseline(materials);

    public IReadOnlyDictionary<string, nn.Module> Networks { get; } = new Dictionary<string, nn.Module>();

    public IReadOnlyList<TrainingPhase> Phases { get; } = [];

    public void WriteOutput(string folder, Action<int> progressed)
    {
        using var scope = NewDisposeScope();
        var images = materials.Images;
        ReIdFeatures.Write(
            Path.Combine(folder, ReIdFeatures.FileName),
            backbone.Extract(images.Train, progressed),
            images.Train.Labels,
            backbone.ExtractLabelled(images.Query, progressed),
            backbone.ExtractLabelled(images.Gallery, progressed));
    }

    public void Dispose() => backbone.Dispose();
}
