using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Polly;

namespace JsccGrid.Storage.Objects;

/// <summary>
/// Repeats calls that the medium failed: those that threw <see cref="IOException"/> or took too long, but not what repeating
/// cannot cure (a local file or folder that is missing, a local disk that is full). A write repeated after it had succeeded unseen reports
/// a condition that does not hold; whoever writes conditionally must be able to recognise its own write. An append may so be done twice.
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

    /// <summary>
    /// What has kept the store from working for a while, in one sentence; null when nothing does. Writes are told apart from reads.
    /// </summary>
    public string? Trouble => pipelines.Trouble;

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(isWrite: false, token => inner.ReadAsync(name, token), cancellationToken);

    public Task<ObjectVersion?> WriteAsync(
        string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken = default) =>
        RunAsync(isWrite: true, token => inner.WriteAsync(name, content, condition, token), cancellationToken);

    public Task<string> UploadAsync(string name, string file, CancellationToken cancellationToken = default) =>
        TransferAsync(isWrite: true, token => inner.UploadAsync(name, file, token), cancellationToken);

    public Task<string?> DownloadAsync(string name, string file, CancellationToken cancellationToken = default) =>
        TransferAsync(isWrite: false, token => inner.DownloadAsync(name, file, token), cancellationToken);

    public Task<bool> AppendAsync(string name, ReadOnlyMemory<byte> content, long maxSize, CancellationToken cancellationToken = default) =>
        RunAsync(isWrite: true, token => inner.AppendAsync(name, content, maxSize, token), cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadFromAsync(string name, long offset, CancellationToken cancellationToken = default) =>
        RunAsync(isWrite: false, token => inner.ReadFromAsync(name, offset, token), cancellationToken);

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(isWrite: true, token => inner.DeleteAsync(name, token), cancellationToken);

    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(isWrite: false, token => inner.ExistsAsync(name, token), cancellationToken);

    /// <summary>A single try: whoever asks wants to know how it is now.</summary>
    public Task CheckAsync(CancellationToken cancellationToken = default) => inner.CheckAsync(cancellationToken);

    /// <summary>As the inner store's; after a failure the list is begun anew behind what was given out already.</summary>
    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IAsyncEnumerator<ObjectInfo>? source = null;
        try
        {
            string? last = null;
            while (await RunAsync(isWrite: false, _ => NextAsync(), cancellationToken) is { } next)
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

    private Task<T> RunAsync<T>(bool isWrite, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        pipelines.RunAsync(pipelines.Small, isWrite, call, cancellationToken);

    private Task<T> TransferAsync<T>(bool isWrite, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        pipelines.RunAsync(pipelines.Transfer, isWrite, call, cancellationToken);
}
