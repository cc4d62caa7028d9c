using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Cells;

/// <summary>Work whose output several cells share.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StageKind>))]
public enum StageKind
{
    /// <summary>Pretraining of the re-ID baseline (paper section 2.3, step 1): backbone and classifier weights.</summary>
    [JsonStringEnumMemberName("baseline")] Baseline,
    /// <summary>The baseline's features of all training, query and gallery images (section 2.3, step 2).</summary>
    [JsonStringEnumMemberName("features")] Features,
}
