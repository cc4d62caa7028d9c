using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Recipes;

[JsonConverter(typeof(JsonStringEnumConverter<RankingDistance>))]
public enum RankingDistance
{
    /// <summary>1 - cosine similarity.</summary>
    [JsonStringEnumMemberName("cosine")] Cosine,
    /// <summary>Euclidean distance.</summary>
    [JsonStringEnumMemberName("euclidean")] Euclidean,
}
