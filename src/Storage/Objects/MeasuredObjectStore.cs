using System.Runtime.CompilerServices;
using JsccGrid.Storage.Telemetry;

namespace JsccGrid.Storage.Objects;

/// <summary>
/// Measures every request to a store. Stands below <see cref="ResilientObjectStore"/>, so that each try is measured by itself; one
/// that is cancelled, be it for taking too long, counts as an error.
/// </summary>
/// <param name="inner">The store; disposed with this.</param>
/// <param name="clock">The clock that durations are measured by.</param>
public sealed class MeasuredObjectStore(IObjectStore inner, TimeProvider clock) : IObjectStore
{
    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken = default) =>
        MeasureAsync("read", () => inner.ReadAsync(name, cancellationToken));

    public Task<ObjectVersion?> WriteAsync(
        string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken = default) =>
        MeasureAsync("write", () => inner.WriteAsync(name, content, condition, cancellationToken));

    public async Task<string> UploadAsync(string name, string file, CancellationToken cancellationToken = default)
    {
        var size = new FileInfo(file) is { Exists: true } found ? found.Length : 0;
        var start = clock.GetTimestamp();
        var sha256 = await MeasureAsync("upload", () => inner.UploadAsync(name, file, cancellationToken));
        StoreMetrics.CountUpload(clock.GetElapsedTime(start), size);
        return sha256;
    }

    public async Task<string?> DownloadAsync(string name, string file, CancellationToken cancellationToken = default)
    {
        var sha256 = await MeasureAsync("download", () => inner.DownloadAsync(name, file, cancellationToken));
        if (sha256 is not null) StoreMetrics.CountDownload(new FileInfo(file).Length);
        return sha256;
    }

    public Task<bool> AppendAsync(string name, ReadOnlyMemory<byte> content, long maxSize, CancellationToken cancellationToken = default) =>
        MeasureAsync("append", () => inner.AppendAsync(name, content, maxSize, cancellationToken));

    public Task<ReadOnlyMemory<byte>?> ReadFromAsync(string name, long offset, CancellationToken cancellationToken = default) =>
        MeasureAsync("read", () => inner.ReadFromAsync(name, offset, cancellationToken));

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        MeasureAsync("delete", () => inner.DeleteAsync(name, cancellationToken));

    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default) =>
        MeasureAsync("exists", () => inner.ExistsAsync(name, cancellationToken));

    public Task CheckAsync(CancellationToken cancellationToken = default) => MeasureAsync("check", async () =>
    {
        await inner.CheckAsync(cancellationToken);
        return true;
    });

    /// <summary>As the inner store's; measured is the wait for the first object.</summary>
    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var source = inner.ListAsync(folder, cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (var any = await MeasureAsync("list", () => source.MoveNextAsync().AsTask()); any; any = await source.MoveNextAsync())
            yield return source.Current;
    }

    public void Dispose() => inner.Dispose();

    private async Task<T> MeasureAsync<T>(string operation, Func<Task<T>> request)
    {
        var start = clock.GetTimestamp();
        var isOk = false;
        try
        {
            var answer = await request();
            isOk = true;
            return answer;
        }
        finally
        {
            StoreMetrics.CountRequest(operation, isOk, clock.GetElapsedTime(start));
        }
    }
}
