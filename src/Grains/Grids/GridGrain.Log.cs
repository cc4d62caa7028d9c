using Microsoft.Extensions.Logging;

namespace JsccGrid.Grains.Grids;

internal sealed partial class GridGrain
{
    [LoggerMessage(1, LogLevel.Warning, "Grid {Grid}: shard {Shard} does not wake up; it will be called again.")]
    private static partial void LogShardAsleep(ILogger logger, string grid, int shard, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Grid {Grid}: its shards could not be woken; they will be called again.")]
    private static partial void LogWakeFailed(ILogger logger, string grid, Exception exception);
}
