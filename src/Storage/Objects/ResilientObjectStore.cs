using Polly;
using Polly.Retry;

namespace JsccGrid.Storage.Objects;

/// <summary>
/// Repeats calls that the medium failed. Only <see cref="IOException"/> is repeated, and not what repeating cannot cure (a
/// missing local file or folder). A write repeated after it had succeeded unseen reports a condition that does not hold;
/// whoever writes conditionally must be able to recognise its own write.
/// </summary>
public sealed class ResilientObjectStore : IObjectStore
{
    private readonly IObjectStore inner;
    private readonly ResiliencePipeline pipeline;

    public ResilientObjectStore(IObjectStore inner, StoreResilienceOptions options, TimeProvider timeProvider)
    {
        this.inner = inner;
        pipeline = options.MaxRetries == 0
            ? ResiliencePipeline.Empty
            : new ResiliencePipelineBuilder { TimeProvider = timeProvider }
                .AddRetry(new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<IOException>(e => e is not (FileNotFoundException or DirectoryNotFoundException)),
                    MaxRetryAttempts = options.MaxRetries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = options.BaseDelay,
                    MaxDelay = options.MaxDelay,
                })
                .Build();
    }

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.ReadAsync(name, token), cancellationToken);

    public Task<ObjectVersion?> WriteAsync(
        string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.WriteAsync(name, content, condition, token), cancellationToken);

    public Task<string> UploadAsync(string name, string file, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.UploadAsync(name, file, token), cancellationToken);

    public Task<string?> DownloadAsync(string name, string file, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.DownloadAsync(name, file, token), cancellationToken);

    public Task<bool> AppendAsync(string name, ReadOnlyMemory<byte> content, long maxSize, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.AppendAsync(name, content, maxSize, token), cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadFromAsync(string name, long offset, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.ReadFromAsync(name, offset, token), cancellationToken);

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.DeleteAsync(name, token), cancellationToken);

    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.ExistsAsync(name, token), cancellationToken);

    public IAsyncEnumerable<string> ListAsync(string folder, CancellationToken cancellationToken = default) => inner.ListAsync(folder, cancellationToken);

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(static async (run, token) => await run(token), call, cancellationToken);
}
