using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Recipes;

/// <summary>The backbone weights that end-to-end training starts from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrainingStart>))]
public enum TrainingStart
{
    /// <summary>The given initial weights (ImageNet), or a random initialisation where none are given.</summary>
    [JsonStringEnumMemberName("initial")] Initial,
    /// <summary>The pretrained re-ID baseline.</summary>
    [JsonStringEnumMemberName("baseline")] Baseline,
}
