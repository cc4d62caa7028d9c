using JsccGrid.Experiments.Protocol;
using JsccGrid.Training.Checkpoints;

namespace JsccGrid.Training.Running;

/// <summary>What running work needs from outside.</summary>
internal sealed record RunContext
{
    public required TimeProvider Clock { get; init; }

    /// <summary>Takes events; called on the training thread.</summary>
    public required Action<TrainingEvent> Report { get; init; }

    /// <summary>Cancelled when training is to stop after its step.</summary>
    public required CancellationToken Preempt { get; init; }

    public required LocalCheckpoints Checkpoints { get; init; }

    /// <summary>Time between checkpoints; zero for none but the last before a stop.</summary>
    public required TimeSpan CheckpointInterval { get; init; }

    /// <summary>A checkpoint at every multiple of so many steps, beside those by time; null for none.</summary>
    public required int? CheckpointSteps { get; init; }

    /// <summary>Checkpoints to keep; null for all, where someone else looks after them.</summary>
    public required int? CheckpointsKept { get; init; }
}
