using JsccGrid.Experiments.Limits;

namespace JsccGrid.Experiments.Recipes;

/// <summary>Some epochs at one learning rate.</summary>
public sealed record PhaseRecipe
{
    [Bounds(1, 1_000_000)]
    public required int Epochs { get; init; }
    [Bounds(0, 1000, AboveLeast = true)]
    public required double LearningRate { get; init; }
}
