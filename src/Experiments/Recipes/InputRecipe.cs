using JsccGrid.Experiments.Limits;

namespace JsccGrid.Experiments.Recipes;

/// <summary>What an image becomes before the network sees it: bicubic resize, then (x / 255 - mean) / deviation per channel.</summary>
public sealed record InputRecipe
{
    /// <summary>Pixels.</summary>
    [Bounds(8, 4096, Unit = "pixels")]
    public required int Height { get; init; }
    /// <summary>Pixels.</summary>
    [Bounds(8, 4096, Unit = "pixels")]
    public required int Width { get; init; }
    /// <summary>Three values, red green blue, in [0, 1].</summary>
    [Count(3, 3, Of = "values: red, green, blue")]
    [Bounds(0, 1)]
    public required EquatableList<double> Mean { get; init; }
    /// <summary>Three values, red green blue, above 0.</summary>
    [Count(3, 3, Of = "values: red, green, blue")]
    [Bounds(0, 1000, AboveLeast = true)]
    public required EquatableList<double> StandardDeviation { get; init; }
}
