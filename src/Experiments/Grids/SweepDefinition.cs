using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Grids;

/// <summary>The product of some coordinates for one scheme. Which coordinates a scheme has: <see cref="CellSpec"/>.</summary>
public sealed record SweepDefinition
{
    public required Scheme Scheme { get; init; }
    /// <summary>B, real channel uses per query.</summary>
    public EquatableList<int>? Bandwidth { get; init; }
    public EquatableList<SnrDb>? TrainSnrDb { get; init; }
    public EquatableList<int>? LatentDimension { get; init; }
    public EquatableList<double>? Lambda { get; init; }
}
