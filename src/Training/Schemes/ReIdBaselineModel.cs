using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>Features delivered undisturbed (paper section 2.1). Trains nothing beyond the baseline stage.</summary>
internal sealed class ReIdBaselineModel(Materials materials) : ISchemeModel
{
    public IReadOnlyDictionary<string, nn.Module> Networks { get; } = new Dictionary<string, nn.Module>();

    public IReadOnlyList<TrainingPhase> Phases { get; } = [];

    public Transmission PrepareTest(Action<int> progressed) =>
        new() { Gallery = materials.Features.Value.Gallery, Sent = materials.Features.Value.Query };

    public void Dispose()
    {
    }
}
