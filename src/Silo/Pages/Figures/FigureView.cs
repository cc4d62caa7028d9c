using JsccGrid.Experiments.Units;

namespace JsccGrid.Silo.Pages.Figures;

/// <summary>A figure of the paper as the page draws it: accuracy over the SNR of the channel.</summary>
/// <param name="Name"><c>4a</c>.</param>
/// <param name="Title">What it compares.</param>
/// <param name="Subtitle">What its points are.</param>
/// <param name="Cells">Cells of the grid that it shows.</param>
/// <param name="Finished">How many of these are finished, their results read or not.</param>
/// <param name="SnrDb">The SNRs that its cells are tested at, at most <see cref="FigureViews.MaxPoints"/>.</param>
/// <param name="Curves">At most <see cref="FigureViews.MaxCurves"/>.</param>
/// <param name="HiddenCurves">Curves left out because there are too many to tell apart.</param>
/// <param name="Bound">The re-ID baseline, top-1; null until its cell is done.</param>
internal sealed record FigureView(
    string Name, string Title, string Subtitle, int Cells, int Finished, IReadOnlyList<SnrDb> SnrDb, IReadOnlyList<CurveView> Curves, int HiddenCurves, double? Bound);
