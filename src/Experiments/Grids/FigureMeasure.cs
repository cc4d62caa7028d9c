using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Grids;

/// <summary>What a figure shows of its cells.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FigureMeasure>))]
public enum FigureMeasure
{
    /// <summary>The share of queries whose best match is the person.</summary>
    [JsonStringEnumMemberName("top1")]
    Top1,
    /// <summary>Mean average precision.</summary>
    [JsonStringEnumMemberName("map")]
    MeanAveragePrecision,
    /// <summary>Bits a query, of schemes that have them.</summary>
    [JsonStringEnumMemberName("bits")]
    Bits,
}
