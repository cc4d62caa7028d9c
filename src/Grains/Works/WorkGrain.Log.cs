using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Works;
using Microsoft.Extensions.Logging;

namespace JsccGrid.Grains.Works;

internal sealed partial class WorkGrain
{
    [LoggerMessage(1, LogLevel.Debug, "{Label} ({Work}): {From} to {To}, attempt {Attempt}.")]
    private static partial void LogMoved(ILogger logger, string label, WorkId work, WorkStatus from, WorkStatus to, int attempt);

    [LoggerMessage(2, LogLevel.Information, "{Label} ({Work}), attempt {Attempt}, is {Status}: {Reason}")]
    private static partial void LogTrouble(ILogger logger, string label, WorkId work, int attempt, WorkStatus status, string reason);
}
