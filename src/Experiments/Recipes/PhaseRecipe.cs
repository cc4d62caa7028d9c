namespace JsccGrid.Experiments.Recipes;

/// <summary>Some epochs at one learning rate.</summary>
public sealed record PhaseRecipe
{
    public required int Epochs { get; init; }
    public required double LearningRate { get; init; }
}
