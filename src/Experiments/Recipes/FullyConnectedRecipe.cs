namespace JsccGrid.Experiments.Recipes;

/// <summary>JSCC FC (paper section 2.3): one fully-connected encoder, no decoder, trained end to end.</summary>
public sealed record FullyConnectedRecipe
{
    public required TrainingStart Start { get; init; }
    public required ScheduleRecipe Schedule { get; init; }
}
