using JsccGrid.Page.Figures;
using JsccGrid.Page.Heatmaps;

namespace JsccGrid.Page.Grids;

/// <summary>What the page draws of a grid. Its size does not depend on the number of cells.</summary>
/// <param name="Heatmaps">One for each scheme.</param>
/// <param name="Figures">Those that the grid has cells for.</param>
/// <param name="FigureProblem">Why there are no figures; null when there are.</param>
/// <param name="ResultsRead">Results behind the colours and curves.</param>
/// <param name="ResultsToRead">Finished cells whose results have still to be read: a large grid's come little by little.</param>
internal sealed record GridBoard(
    IReadOnlyList<Heatmap> Heatmaps, IReadOnlyList<FigureView> Figures, string? FigureProblem, int ResultsRead, int ResultsToRead);
