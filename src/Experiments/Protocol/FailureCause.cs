using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Protocol;

/// <summary>What a failure is due to, for programs; its reason is for people.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureCause>))]
public enum FailureCause
{
    /// <summary>The training program, its plan, or something nobody has told apart.</summary>
    [JsonStringEnumMemberName("program")] Program,
    /// <summary>The data set, the initial weights or a stage's output.</summary>
    [JsonStringEnumMemberName("data")] Data,
    /// <summary>The checkpoint it was to resume from.</summary>
    [JsonStringEnumMemberName("checkpoint")] Checkpoint,
    /// <summary>A GPU that is missing or has failed.</summary>
    [JsonStringEnumMemberName("device")] Device,
    /// <summary>Too little memory, the machine's or the GPU's.</summary>
    [JsonStringEnumMemberName("memory")] Memory,
    /// <summary>A disk or a quota without room.</summary>
    [JsonStringEnumMemberName("disk")] Disk,
    /// <summary>The loss stopped being a finite number.</summary>
    [JsonStringEnumMemberName("diverged")] Diverged,
}
