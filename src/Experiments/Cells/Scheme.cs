using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Cells;

/// <summary>How a feature vector crosses the channel.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Scheme>))]
public enum Scheme
{
    /// <summary>Features delivered undisturbed (paper section 2.1): what the others are compared with.</summary>
    [JsonStringEnumMemberName("reid-baseline")] ReIdBaseline,
    /// <summary>JSCC AE: a multi-layer encoder and decoder (section 2.3).</summary>
    [JsonStringEnumMemberName("jscc-ae")] JsccAe,
    /// <summary>JSCC FC: one fully-connected encoder, no decoder (section 2.3).</summary>
    [JsonStringEnumMemberName("jscc-fc")] JsccFc,
    /// <summary>Learned compression, arithmetic coding, capacity-achieving channel code (section 2.2).</summary>
    [JsonStringEnumMemberName("digital")] Digital,
}
