using Microsoft.Extensions.Logging;
using Polly;
using Polly.Telemetry;

namespace JsccGrid.Storage.Resilience;

/// <summary>Where every pipeline of Polly begins that may break a circuit.</summary>
public static class ResiliencePipelines
{
    /// <param name="name">What its events and metrics are named by.</param>
    /// <param name="clock">Measures waits and breaks. What its wall clock says does not matter.</param>
    /// <param name="loggers">Where events go, beside metrics; null for nowhere.</param>
    public static ResiliencePipelineBuilder Begin(string name, TimeProvider clock, ILoggerFactory? loggers)
    {
        var builder = new ResiliencePipelineBuilder { Name = name, TimeProvider = new SteadyClock(clock) };
        if (loggers is null) return builder;
        return builder.ConfigureTelemetry(new TelemetryOptions
        {
            LoggerFactory = loggers,
            // A retry that follows says the same.
            SeverityProvider = args => args.Event.EventName == "ExecutionAttempt" ? ResilienceEventSeverity.None : args.Event.Severity,
        });
    }
}
