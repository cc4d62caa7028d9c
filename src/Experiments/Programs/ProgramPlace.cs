using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Programs;

/// <summary>What an outside program tests a trained cell at several of.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProgramPlace>))]
public enum ProgramPlace
{
    /// <summary>Every SNR of the recipe's <c>evaluation.testSnrDb</c>.</summary>
    [JsonStringEnumMemberName("testSnrDb")] TestSnrDb,
}
