using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Grids;

/// <summary>A grid file: sweeps under one recipe, repeated for every seed.</summary>
public sealed record GridDefinition
{
    /// <summary>Lower-case letters, digits and '-'.</summary>
    public required string Name { get; init; }
    public string Description { get; init; } = "";
    public required Recipe Recipe { get; init; }
    public required EquatableList<int> Seeds { get; init; }
    public required EquatableList<SweepDefinition> Sweeps { get; init; }
    public required FigureSettings Figures { get; init; }
}
