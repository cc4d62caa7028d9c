using JsccGrid.Experiments.Cells;

namespace JsccGrid.Page.Heatmaps;

/// <summary>The cells of one place in a heatmap: the seeds of a model, or more where neighbours share a place.</summary>
/// <param name="Row">From 0.</param>
/// <param name="Column">From 0.</param>
/// <param name="Cells">How many there are.</param>
/// <param name="Statuses">How many are in each status; statuses without any are left out.</param>
/// <param name="Top1">Mean top-1 of those whose result was read, fraction in [0, 1]; null without any.</param>
/// <param name="Work">The cell, where it is only one.</param>
internal sealed record HeatmapTile(
    int Row, int Column, int Cells, IReadOnlyDictionary<string, int> Statuses, double? Top1, WorkId? Work);
