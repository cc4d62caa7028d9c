using JsccGrid.Experiments.Cells;

namespace JsccGrid.Client.Stores;

/// <summary>A cell or stage that somebody asked for.</summary>
/// <param name="Id">The id of the cell or stage.</param>
/// <param name="Label">For people.</param>
/// <param name="Grid">A grid that has it.</param>
internal sealed record FoundWork(WorkId Id, string Label, string Grid);
