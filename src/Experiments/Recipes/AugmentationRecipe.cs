using System.Text.Json.Serialization;
using JsccGrid.Experiments.Limits;

namespace JsccGrid.Experiments.Recipes;

/// <summary>Random changes to training images. The paper is silent on augmentation.</summary>
public sealed record AugmentationRecipe
{
    /// <summary>Probability of a horizontal flip, 0 to 1.</summary>
    [Bounds(0, 1)]
    public required double HorizontalFlip { get; init; }
    /// <summary>Zero padding on each side, in pixels of the resized image, before a random crop back to its size; 0 for none.</summary>
    [Bounds(0, 1024, Unit = "pixels")]
    public required int PadAndCrop { get; init; }

    /// <summary>In how many forms training sees an image: as it is, and flipped; null for as many as there are crops.</summary>
    [JsonIgnore]
    public int? Forms => PadAndCrop > 0 ? null : HorizontalFlip > 0 ? 2 : 1;
}
