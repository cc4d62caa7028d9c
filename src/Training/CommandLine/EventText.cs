using System.Globalization;
using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Training.CommandLine;

/// <summary>Events as lines for people.</summary>
internal static class EventText
{
    public static string Describe(TrainingEvent trainingEvent) => trainingEvent switch
    {
        TrainingEvent.Progress progress => Describe(progress),
        TrainingEvent.Checkpointed checkpointed => Invariant($"checkpoint after step {checkpointed.Step}: {checkpointed.Folder}"),
        TrainingEvent.Completed completed =>
            $"done: {string.Join(", ", completed.Files.Select(file => Path.Combine(completed.Folder, file.Name)))}",
        TrainingEvent.Preempted preempted => Invariant($"stopped after step {preempted.Step}; the same command goes on from there"),
        TrainingEvent.Failed failed => $"failed: {failed.Reason}",
        TrainingEvent.Message message => message.Text,
        _ => "ready",
    };

    private static string Describe(TrainingEvent.Progress progress) =>
        Invariant($"{progress.Phase,-12} epoch {progress.Epoch}/{progress.Epochs}  step {progress.Step}/{progress.Steps}")
        + (progress.Loss is { } loss ? Invariant($"  loss {loss:0.0000}") : "")
        + (progress.ImagesPerSecond is { } rate ? Invariant($"  {rate:0} images/s") : "");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
