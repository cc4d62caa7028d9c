namespace JsccGrid.Experiments.Recipes;

/// <summary>Stochastic gradient descent with momentum and L2 regularisation, in phases of constant learning rate.</summary>
public sealed record ScheduleRecipe
{
    /// <summary>Images (or feature vectors) per step.</summary>
    public required int BatchSize { get; init; }
    public required double Momentum { get; init; }
    /// <summary>Weight of the L2 term, added to the gradient as weight x parameter.</summary>
    public required double WeightDecay { get; init; }
    public required EquatableList<PhaseRecipe> Phases { get; init; }
}
