using JsccGrid.Experiments.Cells;

namespace JsccGrid.Worker;

/// <summary>Log messages of the worker.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(1, LogLevel.Information, "Training process {Id} started.")]
    public static partial void TrainerStarted(ILogger logger, int id);

    [LoggerMessage(2, LogLevel.Warning, "A heartbeat of {Work} did not get through.")]
    public static partial void HeartbeatFailed(ILogger logger, WorkId work, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The end of an attempt at {Work} could not be reported; its lease will expire.")]
    public static partial void ReportFailed(ILogger logger, WorkId work, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "The scratch folder {Folder} could not be deleted.")]
    public static partial void ScratchNotDeleted(ILogger logger, string folder, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "This worker cannot do {Work} now.")]
    public static partial void AtFault(ILogger logger, WorkId work, Exception exception);

    [LoggerMessage(7, LogLevel.Critical, "A part of this worker has died; the worker stops.")]
    public static partial void PartDied(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "The pool cannot be reached; trying again.")]
    public static partial void PoolFailed(ILogger logger, Exception exception);
}
