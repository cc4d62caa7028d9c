using JsccGrid.Experiments.Files;
using JsccGrid.Storage.Resilience;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace JsccGrid.Storage.Objects;

/// <summary>
/// The one place that says how calls to a store are repeated: from the outside in, repetition with jitter, a queue for small calls
/// beyond those that may be under way, a circuit breaker that they and transfers share, and a limit to each try.
/// </summary>
internal sealed class StorePipelines
{
    private static readonly ResiliencePropertyKey<long> Began = new("jsccgrid.store.began");
    private readonly TimeProvider timeProvider;
    private readonly StoreTrouble trouble;

    public StorePipelines(StoreResilienceOptions options, TimeProvider timeProvider, ILoggerFactory? loggerFactory)
    {
        this.timeProvider = timeProvider;
        trouble = new StoreTrouble(timeProvider, loggerFactory);
        var breaker = ResiliencePipelines.Begin("store-circuit", timeProvider, loggerFactory)
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<IOException>(IsOfTheMedium).Handle<TimeoutRejectedException>(),
                FailureRatio = 0.5,
                MinimumThroughput = options.BreakAfter,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = options.BreakDuration,
            })
            .Build();
        Small = Retrying("store").AddConcurrencyLimiter(options.MaxConcurrency, queueLimit: int.MaxValue).AddPipeline(breaker)
            .AddTimeout(options.TryTimeout).Build();
        Transfer = Retrying("store-transfer").AddPipeline(breaker).AddTimeout(options.TransferTimeout).Build();

        ResiliencePipelineBuilder Retrying(string name) => ResiliencePipelines.Begin(name, timeProvider, loggerFactory)
            .AddRetry(ResiliencePipelines.Retry(
                tried => IsWorthRepeating(tried.Outcome.Exception, options) && !IsOver(tried.Context, options),
                options.BaseDelay, options.MaxDelay));
    }

    /// <summary>For calls that move at most some megabytes.</summary>
    public ResiliencePipeline Small { get; }

    /// <summary>For calls that move files.</summary>
    public ResiliencePipeline Transfer { get; }

    /// <summary>What keeps the store from working; null when nothing does.</summary>
    public string? Trouble => trouble.Reason;

    /// <param name="pipeline">One of the two.</param>
    /// <param name="isWrite">Whether the call writes to the store.</param>
    /// <param name="call">What to do.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="IOException">The call failed to the end.</exception>
    public async Task<T> RunAsync<T>(
        ResiliencePipeline pipeline, bool isWrite, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(Began, timeProvider.GetTimestamp());
            return await pipeline.ExecuteAsync(
                static async (context, run) =>
                    await run.Self.TryAsync(run.isWrite, run.call, context.CancellationToken, run.cancellationToken),
                context,
                (Self: this, isWrite, call, cancellationToken));
        }
        catch (TimeoutRejectedException exception)
        {
            throw new IOException($"The store did not answer within {exception.Timeout.TotalSeconds:0.#} s.", exception);
        }
        catch (BrokenCircuitException exception)
        {
            throw new IOException($"The store fails: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<T> TryAsync<T>(
        bool isWrite, Func<CancellationToken, Task<T>> call, CancellationToken tryToken, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await call(tryToken);
            trouble.Over(isWrite);
            return answer;
        }
        catch (IOException exception) when (IsOfTheMedium(exception))
        {
            trouble.Met(isWrite, exception.Message);
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            trouble.Met(isWrite, "The store does not answer.");
            throw;
        }
    }

    private bool IsOver(ResilienceContext context, StoreResilienceOptions options) =>
        options.GiveUpAfter is { } limit && timeProvider.GetElapsedTime(context.Properties.GetValue(Began, 0)) >= limit;

    private static bool IsWorthRepeating(Exception? exception, StoreResilienceOptions options) => exception switch
    {
        StoreAccessException => options.GiveUpAfter is null,
        IOException failure => IsOfTheMedium(failure),
        TimeoutRejectedException or BrokenCircuitException => true,
        _ => false,
    };

    /// <summary>Not what only its caller can cure: a file or folder of this machine that is missing, a disk that is full.</summary>
    private static bool IsOfTheMedium(IOException exception) =>
        exception is not (FileNotFoundException or DirectoryNotFoundException) && !FullDisk.IsCauseOf(exception);
}
