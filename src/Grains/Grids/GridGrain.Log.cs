using Microsoft.Extensions.Logging;

namespace JsccGrid.Grains.Grids;

internal sealed partial class GridGrain
{
    [LoggerMessage(1, LogLevel.Warning, "Grid {Grid}: shard {Shard} does not wake up; it will be called again.")]
    private static partial void LogShardAsleep(ILogger logger, string grid, int shard, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Grid {Grid}: its shards could not be woken; they will be called again.")]
    private static partial void LogWakeFailed(ILogger logger, string grid, Exception exception);

    [LoggerMessage(3, LogLevel.Warning,
        "Grid {Grid} was forgotten by the cluster and is taken from the store again: {Cells} cells, demand '{Demand}'.")]
    private static partial void LogRestoring(ILogger logger, string grid, int cells, string demand);

    [LoggerMessage(4, LogLevel.Warning, "Grid {Grid}: shard {Shard} has forgotten its cells and is given them again from the store.")]
    private static partial void LogShardForgot(ILogger logger, string grid, int shard);

    [LoggerMessage(5, LogLevel.Warning, "Grid {Grid}: its record could not be written to the store; it will be tried again.")]
    private static partial void LogNotKept(ILogger logger, string grid, Exception exception);
}
