using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Grids;

/// <summary>Initial weights of the backbone that anybody can get by their name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NamedWeights>))]
public enum NamedWeights
{
    /// <summary>The residual network of 512 features, trained on ImageNet, that a NuGet package holds (docs/data.md).</summary>
    [JsonStringEnumMemberName("imagenet")] ImageNet,
}
