using Microsoft.Extensions.Logging;

namespace JsccGrid.Grains.Grids;

internal sealed partial class GridCatalogGrain
{
    [LoggerMessage(1, LogLevel.Warning, "Grid {Grid} does not wake up; it will be called again.")]
    private static partial void LogAsleep(ILogger logger, string grid, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "The reminder that wakes the grids could not be set.")]
    private static partial void LogReminderFailed(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The store could not be asked for grids that were forgotten; it will be asked again.")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Information, "Grid {Grid} says that it is finished, and could not be asked whether it still is.")]
    private static partial void LogNotConfirmed(ILogger logger, string grid, Exception exception);
}
