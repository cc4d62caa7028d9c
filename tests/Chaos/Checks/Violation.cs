using JsccGrid.Experiments.Cells;

namespace JsccGrid.Chaos.Checks;

/// <summary>A broken promise.</summary>
/// <param name="Kind">In a word or two: <c>lost</c>, <c>differs</c>, <c>changed after its commit</c>.</param>
/// <param name="Work">The cell or stage concerned; null when it is the cluster.</param>
/// <param name="Text">What was expected and what was found.</param>
internal sealed record Violation(string Kind, WorkId? Work, string Text);
