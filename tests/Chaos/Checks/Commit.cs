using JsccGrid.Experiments.Cells;
using JsccGrid.Storage.Works;

namespace JsccGrid.Chaos.Checks;

/// <summary>A committed cell or stage as it was first seen.</summary>
/// <param name="Spec">What it is.</param>
/// <param name="Manifest">As it was sealed.</param>
/// <param name="ManifestTag">The tag of the manifest's object; another tag means that somebody wrote it again.</param>
/// <param name="ResultTag">The tag of the result's object; null for a stage.</param>
internal sealed record Commit(WorkSpec Spec, WorkManifest Manifest, string ManifestTag, string? ResultTag);
