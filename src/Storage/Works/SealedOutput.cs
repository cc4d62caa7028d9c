using JsccGrid.Experiments;

namespace JsccGrid.Storage.Works;

/// <summary>The output of the one attempt that completed.</summary>
/// <param name="Attempt">Which.</param>
/// <param name="Files">All its files.</param>
public sealed record SealedOutput(int Attempt, EquatableList<StoredFile> Files);
