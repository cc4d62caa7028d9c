using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Grids;

/// <summary>A grid file: sweeps under one recipe, repeated for every seed.</summary>
public sealed record GridDefinition
{
    /// <summary>More cells than this are no grid that anybody waits for, but a slip of the pen.</summary>
    public const int MaxCells = 1_000_000;

    /// <summary>Lower-case letters, digits and '-'.</summary>
    public required string Name { get; init; }
    [Count(0, 1000, Of = "characters")]
    public string Description { get; init; } = "";
    public required Recipe Recipe { get; init; }
    /// <summary>What training starts from where the command line does not say; null for random weights.</summary>
    public NamedWeights? Weights { get; init; }
    [Count(1, MaxCells)]
    [Bounds(0, int.MaxValue)]
    public required EquatableList<int> Seeds { get; init; }
    [Count(1, MaxCells)]
    public required EquatableList<SweepDefinition> Sweeps { get; init; }
    public required FigureSettings Figures { get; init; }
}
