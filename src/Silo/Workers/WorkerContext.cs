using JsccGrid.Silo.Configuration;
using JsccGrid.Storage.Works;
using Polly;

namespace JsccGrid.Silo.Workers;

/// <summary>What all slots of a worker share.</summary>
internal sealed record WorkerContext(
    WorkerOptions Options,
    IGrainFactory Grains,
    WorkStore Store,
    WorkerInputs Inputs,
    ResiliencePipeline GrainCalls,
    TimeProvider Clock,
    string ScratchFolder,
    ILogger Logger);
