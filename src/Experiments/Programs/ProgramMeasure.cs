using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Programs;

/// <summary>What a point of an outside program's result holds, beside where it was tested.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProgramMeasure>))]
public enum ProgramMeasure
{
    /// <summary>The share of queries whose best match is right, from 0 to 1.</summary>
    [JsonStringEnumMemberName("top1")] Top1,
    /// <summary>Mean average precision, from 0 to 1.</summary>
    [JsonStringEnumMemberName("map")] MeanAveragePrecision,
}
