namespace JsccGrid.Experiments.Recipes;

/// <summary>Stochastic gradient descent with momentum and L2 regularisation, in phases of constant learning rate.</summary>
public sealed record ScheduleRecipe
{
    /// <summary>Images (or feature vectors) per step.</summary>
    public required int BatchSize { get; init; }
    public required double Momentum { get; init; }
    /// <summary>Weight of the L2 term, added to the gradient as weight x parameter.</summary>
    public required double WeightDecay { get; init; }
    /// <summary>
    /// Largest Euclidean norm of the gradient of all trained parameters together, before L2 regularisation; a longer one is scaled
    /// down to it. Null for no limit.
    /// </summary>
    public double? GradientNormLimit { get; init; }
    public required EquatableList<PhaseRecipe> Phases { get; init; }
}
