using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Grids;

/// <summary>What the figures show of a grid.</summary>
public sealed record FigureSettings
{
    /// <summary>B of Fig. 4a and 4b.</summary>
    [Bounds(1, Axis.MaxBandwidth, Unit = "channel uses")]
    public required int Bandwidth { get; init; }
}
