using JsccGrid.Storage.Resilience;
using Orleans.Runtime;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace JsccGrid.Worker;

/// <summary>
/// How this process bears with a cluster that is away. Calls to the store have their own pipeline, beside the store
/// (<see cref="Storage.Objects.ResilientObjectStore"/>). All events go to the log.
/// </summary>
public sealed class ClusterResilience
{
    /// <summary>Wait before the first repetition; doubles each time, with jitter.</summary>
    private static readonly TimeSpan BaseDelay = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    /// <summary>One try at reaching Redis.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>One try at a grain; longer than the response timeouts of calls, which say more.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(40);

    public ClusterResilience(TimeProvider timeProvider, ILoggerFactory loggers)
    {
        Connecting = ResiliencePipelines.Begin("redis-connect", timeProvider, loggers)
            .AddRetry(Retry())
            .AddTimeout(new TimeoutStrategyOptions { Timeout = ConnectTimeout })
            .Build();
        GrainCalls = ResiliencePipelines.Begin("grain-calls", timeProvider, loggers)
            .AddRetry(Retry())
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(IsUnreachable),
                FailureRatio = 0.9,
                MinimumThroughput = 4,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = TimeSpan.FromSeconds(2),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = CallTimeout })
            .Build();
    }

    /// <summary>Waits for Redis until it is cancelled.</summary>
    public ResiliencePipeline Connecting { get; }

    /// <summary>
    /// Repeats a call of a grain until it succeeds or is cancelled. While the whole cluster is away the breaker lets only one try
    /// of all slots through at a time. Shared by all slots of a worker.
    /// </summary>
    public ResiliencePipeline GrainCalls { get; }

    /// <summary>Until it succeeds or is cancelled.</summary>
    private static RetryStrategyOptions Retry() => ResiliencePipelines.Retry(
        tried => tried.Outcome.Exception is not (null or OperationCanceledException), BaseDelay, MaxDelay);

    /// <summary>Whether the cluster as a whole did not answer, rather than one grain.</summary>
    private static bool IsUnreachable(Exception exception) =>
        exception is SiloUnavailableException or OrleansMessageRejectionException or TimeoutException or TimeoutRejectedException;
}
