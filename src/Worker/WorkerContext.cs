using JsccGrid.Storage.Works;
using JsccGrid.Worker.Inputs;
using Polly;

namespace JsccGrid.Worker;

/// <summary>What all slots of a worker share.</summary>
/// <param name="Options">The worker's settings.</param>
/// <param name="Grains">The cluster.</param>
/// <param name="Store">Bears with outages as long as is useful to an attempt.</param>
/// <param name="Inputs">What cells read.</param>
/// <param name="Fitness">Whether this worker should take work.</param>
/// <param name="GrainCalls">Repeats calls of grains until cancelled.</param>
/// <param name="Clock">The clock of timers.</param>
/// <param name="ScratchFolder">The worker's own.</param>
/// <param name="Logger">The worker's.</param>
/// <param name="Urgent">Cancelled when a stop must not wait for checkpoints any more.</param>
internal sealed record WorkerContext(
    WorkerOptions Options,
    IGrainFactory Grains,
    WorkStore Store,
    WorkerInputs Inputs,
    WorkerFitness Fitness,
    ResiliencePipeline GrainCalls,
    TimeProvider Clock,
    string ScratchFolder,
    ILogger Logger,
    CancellationToken Urgent);
