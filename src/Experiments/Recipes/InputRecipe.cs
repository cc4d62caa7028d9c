namespace JsccGrid.Experiments.Recipes;

/// <summary>What an image becomes before the network sees it: bicubic resize, then (x / 255 - mean) / deviation per channel.</summary>
public sealed record InputRecipe
{
    /// <summary>Pixels.</summary>
    public required int Height { get; init; }
    /// <summary>Pixels.</summary>
    public required int Width { get; init; }
    /// <summary>Three values, red green blue, in [0, 1].</summary>
    public required EquatableList<double> Mean { get; init; }
    /// <summary>Three values, red green blue, above 0.</summary>
    public required EquatableList<double> StandardDeviation { get; init; }
}
