using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves;

/// <summary>A tread of the digital staircase: the top-1 accuracy from this SNR up to the next step.</summary>
/// <param name="FromSnrDb">Where the tread begins.</param>
/// <param name="Top1">Mean over seeds, fraction in [0, 1].</param>
public readonly record struct CurveStep(SnrDb FromSnrDb, double Top1);
