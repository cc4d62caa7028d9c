namespace JsccGrid.Experiments.Recipes;

/// <summary>Random changes to training images. The paper is silent on augmentation.</summary>
public sealed record AugmentationRecipe
{
    /// <summary>Probability of a horizontal flip, 0 to 1.</summary>
    public required double HorizontalFlip { get; init; }
    /// <summary>Zero padding on each side, in pixels of the resized image, before a random crop back to its size; 0 for none.</summary>
    public required int PadAndCrop { get; init; }
}
