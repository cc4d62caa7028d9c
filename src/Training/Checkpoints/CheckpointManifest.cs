using JsccGrid.Experiments;
using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Training.Checkpoints;

/// <summary>The other files of a checkpoint with their hashes; the content of <c>manifest.json</c>.</summary>
internal sealed record CheckpointManifest(int Format, EquatableList<OutputFile> Files);
