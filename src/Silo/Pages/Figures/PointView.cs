using JsccGrid.Experiments.Units;

namespace JsccGrid.Silo.Pages.Figures;

/// <summary>A point of a curve.</summary>
/// <param name="SnrDb">The SNR of the channel it was tested on; <c>"inf"</c> for none.</param>
/// <param name="Top1">Fraction in [0, 1].</param>
/// <param name="Error">Standard error of <paramref name="Top1"/>; 0 for a single measurement.</param>
/// <param name="Seeds">How many went into it so far.</param>
internal sealed record PointView(SnrDb SnrDb, double Top1, double Error, int Seeds);
