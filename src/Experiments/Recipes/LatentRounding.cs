using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Recipes;

/// <summary>How a latent element is quantised in testing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LatentRounding>))]
public enum LatentRounding
{
    /// <summary>To the nearest integer offset from the learned median of its dimension.</summary>
    [JsonStringEnumMemberName("median")] Median,
    /// <summary>To the nearest integer.</summary>
    [JsonStringEnumMemberName("integer")] Integer,
}
