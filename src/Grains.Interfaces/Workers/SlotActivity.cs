using System.Text.Json.Serialization;

namespace JsccGrid.Grains.Interfaces.Workers;

/// <summary>What a slot does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SlotActivity>))]
public enum SlotActivity
{
    [JsonStringEnumMemberName("idle")] Idle,
    /// <summary>It takes no work for a while, because the worker itself is at fault.</summary>
    [JsonStringEnumMemberName("unfit")] Unfit,
    /// <summary>It claims its work in the store and fetches what that needs.</summary>
    [JsonStringEnumMemberName("preparing")] Preparing,
    /// <summary>The training process has its plan and has not reported progress yet.</summary>
    [JsonStringEnumMemberName("starting")] Starting,
    [JsonStringEnumMemberName("training")] Training,
    [JsonStringEnumMemberName("committing")] Committing,
    /// <summary>It can do nothing while the store is in trouble.</summary>
    [JsonStringEnumMemberName("waiting-for-store")] WaitingForStore,
}
