using static TorchSharp.torch;

namespace JsccGrid.Training.Retrieval;

/// <summary>Feature vectors with the person each shows and the camera that took it.</summary>
/// <param name="Features">[N, D], finite, on any device.</param>
/// <param name="Identities">[N].</param>
/// <param name="Cameras">[N].</param>
public sealed record LabelledFeatures(Tensor Features, IReadOnlyList<int> Identities, IReadOnlyList<int> Cameras);
