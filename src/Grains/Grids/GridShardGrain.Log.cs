using Microsoft.Extensions.Logging;

namespace JsccGrid.Grains.Grids;

internal sealed partial class GridShardGrain
{
    [LoggerMessage(1, LogLevel.Warning, "Shard {Shard}: a message did not get through; it will be repeated.")]
    private static partial void LogBackgroundFailed(ILogger logger, string shard, Exception exception);
}
