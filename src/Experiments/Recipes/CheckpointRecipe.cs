using JsccGrid.Experiments.Limits;

namespace JsccGrid.Experiments.Recipes;

/// <summary>How often training writes a checkpoint: after a time or after a number of steps. Exactly one is given.</summary>
public sealed record CheckpointRecipe
{
    /// <summary>The longest time between checkpoints, in seconds: 30 days.</summary>
    public const double MaxSeconds = 30 * 86400;

    /// <summary>Seconds between checkpoints.</summary>
    [Bounds(0, MaxSeconds, AboveLeast = true)]
    public double? Seconds { get; init; }

    /// <summary>Training steps between checkpoints.</summary>
    [Bounds(1, 1_000_000_000)]
    public int? Steps { get; init; }
}
