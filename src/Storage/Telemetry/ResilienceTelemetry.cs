using Microsoft.Extensions.Logging;
using Polly.Telemetry;

namespace JsccGrid.Storage.Telemetry;

/// <summary>What every pipeline of Polly tells of itself.</summary>
public static class ResilienceTelemetry
{
    /// <param name="loggers">Where events go, beside metrics.</param>
    public static TelemetryOptions To(ILoggerFactory loggers) => new()
    {
        LoggerFactory = loggers,
        // A retry that follows says the same.
        SeverityProvider = args => args.Event.EventName == "ExecutionAttempt" ? ResilienceEventSeverity.None : args.Event.Severity,
    };
}
