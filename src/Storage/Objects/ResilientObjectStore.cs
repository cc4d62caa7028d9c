using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Polly;

namespace JsccGrid.Storage.Objects;

/// <summary>
/// Repeats calls that the medium failed: those that threw <see cref="IOException"/> or took too long, but not what repeating
/// cannot cure (a missing local file or folder, a full disk). A write repeated after it had succeeded unseen reports a condition
/// that does not hold; whoever writes conditionally must be able to recognise its own write. An append may so be done twice.
/// </summary>
public sealed class ResilientObjectStore : IObjectStore
{
    private readonly IObjectStore inner;
    private readonly StorePipelines pipelines;

    /// <param name="inner">The store; disposed with this.</param>
    /// <param name="options">How long to go on.</param>
    /// <param name="timeProvider">The clock of waits.</param>
    /// <param name="loggerFactory">Where repetitions and broken circuits are told, as logs and metrics; null for nowhere.</param>
    public ResilientObjectStore(
        IObjectStore inner, StoreResilienceOptions options, TimeProvider timeProvider, ILoggerFactory? loggerFactory = null)
    {
        this.inner = inner;
        pipelines = new StorePipelines(options, timeProvider, loggerFactory);
    }

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.ReadAsync(name, token), cancellationToken);

    public Task<ObjectVersion?> WriteAsync(
        string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.WriteAsync(name, content, condition, token), cancellationToken);

    public Task<string> UploadAsync(string name, string file, CancellationToken cancellationToken = default) =>
        TransferAsync(token => inner.UploadAsync(name, file, token), cancellationToken);

    public Task<string?> DownloadAsync(string name, string file, CancellationToken cancellationToken = default) =>
        TransferAsync(token => inner.DownloadAsync(name, file, token), cancellationToken);

    public Task<bool> AppendAsync(string name, ReadOnlyMemory<byte> content, long maxSize, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.AppendAsync(name, content, maxSize, token), cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadFromAsync(string name, long offset, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.ReadFromAsync(name, offset, token), cancellationToken);

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.DeleteAsync(name, token), cancellationToken);

    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(token => inner.ExistsAsync(name, token), cancellationToken);

    /// <summary>As the inner store's; after a failure the list is begun anew behind what was given out already.</summary>
    public async IAsyncEnumerable<ObjectInfo> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IAsyncEnumerator<ObjectInfo>? source = null;
        try
        {
            string? last = null;
            while (await RunAsync(_ => NextAsync(), cancellationToken) is { } next)
            {
                last = next.Name;
                yield return next;
            }

            async Task<ObjectInfo?> NextAsync()
            {
                try
                {
                    source ??= inner.ListAsync(folder, cancellationToken).GetAsyncEnumerator(cancellationToken);
                    while (await source.MoveNextAsync())
                    {
                        if (last is null || string.CompareOrdinal(source.Current.Name, last) > 0) return source.Current;
                    }
                    return null;
                }
                catch
                {
                    if (source is not null) await source.DisposeAsync();
                    source = null;
                    throw;
                }
            }
        }
        finally
        {
            if (source is not null) await source.DisposeAsync();
        }
    }

    public void Dispose() => inner.Dispose();

    private Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        pipelines.RunAsync(pipelines.Small, call, cancellationToken);

    private Task<T> TransferAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        pipelines.RunAsync(pipelines.Transfer, call, cancellationToken);
}
