using JsccGrid.Experiments.Cells;

namespace JsccGrid.Client.Stores;

/// <summary>A cell or stage that somebody asked for.</summary>
/// <param name="Id">The id of the cell or stage.</param>
/// <param name="Label">For people.</param>
/// <param name="Grid">A grid that has it.</param>
/// <param name="Algorithm">Its version of training and evaluation, where the store was asked; null of what silos know.</param>
internal sealed record FoundWork(WorkId Id, string Label, string Grid, int? Algorithm = null);
