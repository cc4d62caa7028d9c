using Microsoft.Extensions.Logging;

namespace JsccGrid.Grains.Grids;

internal sealed partial class GridShardGrain
{
    [LoggerMessage(1, LogLevel.Warning, "Shard {Shard}: a message did not get through; it will be repeated.")]
    private static partial void LogBackgroundFailed(ILogger logger, string shard, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Shard {Shard}: {Calls} calls failed; they will be repeated. The first:")]
    private static partial void LogCallsFailed(ILogger logger, string shard, int calls, Exception exception);
}
