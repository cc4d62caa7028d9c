using JsccGrid.Experiments.Units;

namespace JsccGrid.Page.Figures;

/// <summary>A figure as the page draws it.</summary>
/// <param name="Name"><c>4a</c>.</param>
/// <param name="Heading"><c>Fig. 4a · Methods at B = 32</c>.</param>
/// <param name="Subtitle">What its points are.</param>
/// <param name="Over">The horizontal axis in words.</param>
/// <param name="Shown">The vertical axis in words.</param>
/// <param name="IsOverSnr">Whether the horizontal axis is the SNR in dB.</param>
/// <param name="IsLogarithmic">Whether each place on the horizontal axis counts as a multiple of the one before.</param>
/// <param name="IsFraction">Whether values are fractions, to be shown in percent.</param>
/// <param name="Cells">Cells of the grid that it shows.</param>
/// <param name="Finished">How many of these are finished, their results read or not.</param>
/// <param name="Places">Where on the horizontal axis its cells have points, at most <see cref="FigureViews.MaxPoints"/>.</param>
/// <param name="Curves">At most <see cref="FigureViews.MaxCurves"/>.</param>
/// <param name="HiddenCurves">Curves left out because there are too many to tell apart.</param>
/// <param name="Bound">The re-ID baseline; null until its cell is done.</param>
internal sealed record FigureView(
    string Name, string Heading, string Subtitle, string Over, string Shown, bool IsOverSnr, bool IsLogarithmic, bool IsFraction,
    int Cells, int Finished, IReadOnlyList<SnrDb> Places, IReadOnlyList<CurveView> Curves, int HiddenCurves, double? Bound);
