using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Protocol;

/// <summary>A line on the training program's standard output. Anything else it prints is not an event and goes to the log.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Progress), "progress")]
[JsonDerivedType(typeof(Checkpointed), "checkpointed")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Preempted), "preempted")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Message), "message")]
public abstract record TrainingEvent
{
    /// <summary>UTC.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The program waits for a command.</summary>
    public sealed record Ready : TrainingEvent;

    /// <summary>Where training is, a few times a second at most, and at the end of every epoch.</summary>
    /// <param name="Phase">
    /// What is running: <c>baseline</c>, <c>features</c>, <c>pretraining</c>, <c>joint</c>, <c>training</c>, <c>evaluation</c>.
    /// </param>
    /// <param name="Epoch">From 1, within the phase.</param>
    /// <param name="Epochs">Epochs of the phase.</param>
    /// <param name="Step">Steps done over all phases.</param>
    /// <param name="Steps">Steps of all phases.</param>
    /// <param name="Loss">Mean loss of the steps since the last report.</param>
    /// <param name="ImagesPerSecond">Images or feature vectors per second since the last report.</param>
    public sealed record Progress(
        string Phase, int Epoch, int Epochs, long Step, long Steps, double? Loss = null, double? ImagesPerSecond = null) : TrainingEvent;

    /// <summary>A complete checkpoint lies in a folder; the program does not touch it any more.</summary>
    public sealed record Checkpointed(string Folder, long Step, EquatableList<OutputFile> Files) : TrainingEvent;

    /// <summary>The plan is done. For a cell the files are <c>result.json</c>, for a stage its outputs.</summary>
    public sealed record Completed(string Folder, EquatableList<OutputFile> Files) : TrainingEvent;

    /// <summary>Stopped as asked, after a checkpoint.</summary>
    public sealed record Preempted(long Step) : TrainingEvent;

    /// <summary>The plan failed.</summary>
    /// <param name="Reason">One line for people.</param>
    /// <param name="Retryable">Whether another try, perhaps elsewhere, could succeed.</param>
    /// <param name="Detail">The stack trace, for the log.</param>
    /// <param name="Cause">What it is due to.</param>
    public sealed record Failed(
        string Reason, bool Retryable, string? Detail = null, FailureCause Cause = FailureCause.Program) : TrainingEvent;

    /// <summary>Something worth logging.</summary>
    public sealed record Message(string Text) : TrainingEvent;
}
