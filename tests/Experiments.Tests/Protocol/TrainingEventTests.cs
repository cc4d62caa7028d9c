using System.Text.Json;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using Xunit;

namespace JsccGrid.Experiments.Tests.Protocol;

public sealed class TrainingEventTests
{
    public static TheoryData<TrainingEvent> Events =>
    [
        new TrainingEvent.Ready(),
        new TrainingEvent.Progress("joint", 1, 2, 3, 4, 0.5, 100),
        new TrainingEvent.Progress("evaluation", 1, 1, 3, 4),
        new TrainingEvent.Checkpointed("folder", 3, [new OutputFile("state.json", 10, "ab")]),
        new TrainingEvent.Completed("folder", []),
        new TrainingEvent.Preempted(3) { At = DateTimeOffset.UnixEpoch },
        new TrainingEvent.Failed("no data", Retryable: false),
        new TrainingEvent.Failed("the disk is full", Retryable: true, "a trace", FailureCause.Disk),
        new TrainingEvent.Message("hello"),
    ];

    [Theory]
    [MemberData(nameof(Events), DisableDiscoveryEnumeration = true)]
    public void Json_AnyEvent_ReadsBackEqual(TrainingEvent written) =>
        Assert.Equal(
            written,
            JsonSerializer.Deserialize<TrainingEvent>(JsonSerializer.Serialize(written, ExperimentJson.Compact), ExperimentJson.Compact));
}
