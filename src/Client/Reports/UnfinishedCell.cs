using JsccGrid.Experiments.Cells;

namespace JsccGrid.Client.Reports;

/// <summary>A cell of the grid without a result.</summary>
/// <param name="Cell">Which.</param>
/// <param name="State">Whether it may still run.</param>
/// <param name="Reason">One line for people.</param>
public sealed record UnfinishedCell(CellSpec Cell, UnfinishedState State, string Reason);
