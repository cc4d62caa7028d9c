using System.Text.Json.Serialization;
using JsccGrid.Experiments.Limits;

namespace JsccGrid.Experiments.Recipes;

/// <summary>A residual network (He et al., CVPR 2016). ResNet-50 is blocks [3, 4, 6, 3], width 64, bottleneck, stem imagenet.</summary>
public sealed record BackboneRecipe
{
    /// <summary>Residual blocks in each of the four stages.</summary>
    [Count(4, 4)]
    [Bounds(1, 100)]
    public required EquatableList<int> Blocks { get; init; }
    /// <summary>Channels of the first stage; each later stage doubles it.</summary>
    [Bounds(1, 4096)]
    public required int Width { get; init; }
    /// <summary>Whether blocks are bottlenecks (1x1, 3x3, 1x1, expansion 4) or basic (3x3, 3x3).</summary>
    public required bool Bottleneck { get; init; }
    public required BackboneStem Stem { get; init; }
    /// <summary>
    /// The first so many stages, and the stem, keep their initial weights and batch statistics in all training. Null, as in every recipe
    /// of the time before it, for none.
    /// </summary>
    [Bounds(1, 3)]
    public int? FrozenStages { get; init; }

    /// <summary>Dimension D of the feature vector after average pooling: 2048 for ResNet-50.</summary>
    [JsonIgnore]
    public int FeatureDimension => Width * 8 * (Bottleneck ? 4 : 1);
}
