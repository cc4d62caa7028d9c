using JsccGrid.Experiments;

namespace JsccGrid.Storage.Works;

/// <summary>A checkpoint that a manifest names.</summary>
/// <param name="Attempt">The attempt that wrote it.</param>
/// <param name="Step">Training steps done.</param>
/// <param name="Files">All its files.</param>
public sealed record StoredCheckpoint(int Attempt, long Step, EquatableList<StoredFile> Files);
