namespace JsccGrid.Experiments.Recipes;

/// <summary>How often training writes a checkpoint: after a time or after a number of steps. Exactly one is given.</summary>
public sealed record CheckpointRecipe
{
    /// <summary>Seconds between checkpoints, above 0.</summary>
    public double? Seconds { get; init; }

    /// <summary>Training steps between checkpoints, 1 or more.</summary>
    public int? Steps { get; init; }
}
