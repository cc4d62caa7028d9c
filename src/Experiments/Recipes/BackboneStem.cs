using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Recipes;

/// <summary>The first layers of the backbone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BackboneStem>))]
public enum BackboneStem
{
    /// <summary>7x7 convolution of stride 2 and 3x3 max pooling of stride 2.</summary>
    [JsonStringEnumMemberName("imagenet")] ImageNet,
    /// <summary>3x3 convolution of stride 1, no pooling: for images of a few dozen pixels.</summary>
    [JsonStringEnumMemberName("small")] Small,
}
