using JsccGrid.Experiments.Cells;
using Microsoft.Extensions.Logging;

namespace JsccGrid.Grains.Workers;

internal sealed partial class WorkerPoolGrain
{
    [LoggerMessage(1, LogLevel.Information, "Worker {Worker} offers {Slots} slots on {Device}.")]
    private static partial void LogRegistered(ILogger logger, string worker, int slots, string device);

    [LoggerMessage(2, LogLevel.Warning, "Worker {Worker} is cordoned: {Reason}.")]
    private static partial void LogCordoned(ILogger logger, string worker, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Worker {Worker} has not reported for too long and is forgotten.")]
    private static partial void LogForgotten(ILogger logger, string worker);

    [LoggerMessage(4, LogLevel.Warning, "Shard {Shard} cannot be asked for work; it will offer again.")]
    private static partial void LogShardFailed(ILogger logger, string shard, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "The lease of {Work} reached nobody and could not be withdrawn; it will expire.")]
    private static partial void LogWithdrawalFailed(ILogger logger, WorkId work, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "The catalog of grids does not answer; it will be called again.")]
    private static partial void LogCatalogAsleep(ILogger logger, Exception exception);
}
