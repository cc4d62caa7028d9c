using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Grids;

/// <summary>The product of some coordinates for one scheme. Which coordinates a scheme has: <see cref="CellSpec"/>.</summary>
public sealed record SweepDefinition
{
    public required Scheme Scheme { get; init; }
    /// <summary>B, real channel uses per query.</summary>
    [Count(1, GridDefinition.MaxCells)]
    [Bounds(1, CellSpec.MaxBandwidth, Unit = "channel uses")]
    public EquatableList<int>? Bandwidth { get; init; }
    [Count(1, GridDefinition.MaxCells)]
    [Bounds(SnrDb.Least, SnrDb.Most, OrInfinity = true, Unit = "dB")]
    public EquatableList<SnrDb>? TrainSnrDb { get; init; }
    [Count(1, GridDefinition.MaxCells)]
    [Bounds(1, CellSpec.MaxLatentDimension)]
    public EquatableList<int>? LatentDimension { get; init; }
    [Count(1, GridDefinition.MaxCells)]
    [Bounds(0, CellSpec.MaxLambda, AboveLeast = true)]
    public EquatableList<double>? Lambda { get; init; }
}
