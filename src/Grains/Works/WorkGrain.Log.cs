using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Works;
using Microsoft.Extensions.Logging;

namespace JsccGrid.Grains.Works;

internal sealed partial class WorkGrain
{
    [LoggerMessage(1, LogLevel.Information, "{Label} ({Work}): {From} to {To}, attempt {Attempt}. {Reason}")]
    private static partial void LogMoved(ILogger logger, string label, WorkId work, WorkStatus from, WorkStatus to, int attempt, string reason);
}
