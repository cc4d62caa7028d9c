using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;

namespace JsccGrid.Experiments.Schemes;

/// <summary>Features delivered undisturbed (paper section 2.1). They are a shared stage, so that nothing is left to train.</summary>
internal sealed class ReIdBaselineScheme : Scheme
{
    public override string Name => "reid-baseline";

    public override string Title => "re-ID baseline (noiseless)";

    public override IReadOnlyList<Axis> Axes => [];

    public override bool IsReference => true;

    public override double? Flops(CellSpec cell, WorkCost cost) => 0;
}
