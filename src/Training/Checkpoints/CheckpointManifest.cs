using JsccGrid.Experiments;
using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Training.Checkpoints;

/// <summary>The other files of a checkpoint with their hashes; the content of <c>manifest.json</c>, whose shape never changes.</summary>
/// <param name="Format">The format of the whole checkpoint.</param>
/// <param name="Files">Sizes and hashes.</param>
internal sealed record CheckpointManifest(int Format, EquatableList<OutputFile> Files);
