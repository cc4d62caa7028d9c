namespace JsccGrid.Import.Weights;

/// <summary>Weights with torchvision's names, as a file held them.</summary>
/// <param name="Tensors">The weights.</param>
/// <param name="Warnings">What does not keep them from being used, but may not be meant; a sentence each.</param>
public sealed record WeightsContent(IReadOnlyList<NamedTensor> Tensors, IReadOnlyList<string> Warnings);
