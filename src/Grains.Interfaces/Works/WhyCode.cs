using System.Text.Json.Serialization;

namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>Why work is where it is, for programs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WhyCode>))]
public enum WhyCode
{
    /// <summary>Nobody has submitted it since this cluster started.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
    /// <summary>A stage that it needs is not committed.</summary>
    [JsonStringEnumMemberName("waits-for-stage")] WaitsForStage,
    /// <summary>Its grid is not wholly submitted yet.</summary>
    [JsonStringEnumMemberName("not-offered")] NotOffered,
    /// <summary>No worker that takes work has a slot.</summary>
    [JsonStringEnumMemberName("no-slot")] NoSlot,
    /// <summary>All slots have work.</summary>
    [JsonStringEnumMemberName("slots-busy")] SlotsBusy,
    /// <summary>A slot is free, and it is about to have it or is behind others.</summary>
    [JsonStringEnumMemberName("in-line")] InLine,
    [JsonStringEnumMemberName("training")] Training,
    /// <summary>It trains, and has been asked to stop.</summary>
    [JsonStringEnumMemberName("stopping")] Stopping,
    /// <summary>It failed and will be tried again.</summary>
    [JsonStringEnumMemberName("backoff")] Backoff,
    /// <summary>Every grid that wants it is paused.</summary>
    [JsonStringEnumMemberName("paused")] Paused,
    [JsonStringEnumMemberName("committed")] Committed,
    [JsonStringEnumMemberName("quarantined")] Quarantined,
    /// <summary>No grid wants it any more.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}
