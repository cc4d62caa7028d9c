using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Programs;

/// <summary>What the values of an outside program's axis are.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProgramAxisType>))]
public enum ProgramAxisType
{
    /// <summary>A whole number of 32 bits.</summary>
    [JsonStringEnumMemberName("integer")] Integer,
    /// <summary>A real number.</summary>
    [JsonStringEnumMemberName("number")] Number,
    /// <summary>A number of decibels; infinity too, unless there is a greatest.</summary>
    [JsonStringEnumMemberName("decibel")] Decibel,
    /// <summary>One of some words.</summary>
    [JsonStringEnumMemberName("word")] Word,
}
