using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Telemetry;

namespace JsccGrid.Storage.Resilience;

/// <summary>What the pipelines of Polly have in common.</summary>
public static class ResiliencePipelines
{
    /// <summary>Where every pipeline begins that may break a circuit.</summary>
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

    /// <summary>Repetition with jitter.</summary>
    /// <param name="isWorthRepeating">Whether a try that ended so is followed by another.</param>
    /// <param name="delay">Wait before the first repetition; doubles each time.</param>
    /// <param name="maxDelay">No wait is longer.</param>
    /// <param name="maxRepetitions">From 1.</param>
    public static RetryStrategyOptions Retry(
        Func<RetryPredicateArguments<object>, bool> isWorthRepeating, TimeSpan delay, TimeSpan maxDelay,
        int maxRepetitions = int.MaxValue) => new()
    {
        ShouldHandle = arguments => ValueTask.FromResult(isWorthRepeating(arguments)),
        MaxRetryAttempts = maxRepetitions,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = delay,
        MaxDelay = maxDelay,
    };
}
