using JsccGrid.Experiments.Limits;

namespace JsccGrid.Experiments.Recipes;

/// <summary>Stochastic gradient descent with momentum and L2 regularisation, in phases of constant learning rate.</summary>
public sealed record ScheduleRecipe
{
    /// <summary>Images (or feature vectors) per step.</summary>
    [Bounds(2, 65_536, Unit = "(batch normalisation needs two)")]
    public required int BatchSize { get; init; }
    [Bounds(0, 1, BelowMost = true)]
    public required double Momentum { get; init; }
    /// <summary>Weight of the L2 term, added to the gradient as weight x parameter.</summary>
    [Bounds(0, 1000)]
    public required double WeightDecay { get; init; }
    /// <summary>
    /// Largest Euclidean norm of the gradient of all trained parameters together, before L2 regularisation; a longer one is scaled
    /// down to it. Null for no limit.
    /// </summary>
    [Bounds(0, 1e9, AboveLeast = true)]
    public double? GradientNormLimit { get; init; }
    [Count(0, 1000)]
    public required EquatableList<PhaseRecipe> Phases { get; init; }
}
