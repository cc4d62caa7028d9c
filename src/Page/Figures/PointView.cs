using JsccGrid.Experiments.Units;

namespace JsccGrid.Page.Figures;

/// <summary>A point of a curve.</summary>
/// <param name="X">What it is drawn over: the SNR of the channel it was tested on, or a coordinate; <c>"inf"</c> for no noise.</param>
/// <param name="Value">A fraction in [0, 1], or bits.</param>
/// <param name="Error">Standard error of <paramref name="Value"/>; 0 for a single measurement.</param>
/// <param name="Seeds">How many went into it so far.</param>
internal sealed record PointView(SnrDb X, double Value, double Error, int Seeds);
