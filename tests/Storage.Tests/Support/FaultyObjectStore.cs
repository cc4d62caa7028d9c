using System.Runtime.CompilerServices;
using JsccGrid.Storage.Objects;
using JsccGrid.Tests.Shared.Waiting;

namespace JsccGrid.Storage.Tests.Support;

/// <summary>A store whose calls, numbered from 0, go wrong as planned.</summary>
internal sealed class FaultyObjectStore(IObjectStore inner, Func<int, StoreFault> plan) : IObjectStore
{
    private int calls;

    /// <summary>How many were made.</summary>
    public int Calls => calls;

    /// <summary>What happens in the world before a call goes out.</summary>
    public Func<int, Task> BeforeCall { get; init; } = _ => Task.CompletedTask;

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(() => inner.ReadAsync(name, cancellationToken), cancellationToken);

    public Task<ObjectVersion?> WriteAsync(
        string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken = default) =>
        RunAsync(() => inner.WriteAsync(name, content, condition, cancellationToken), cancellationToken);

    public Task<string> UploadAsync(string name, string file, CancellationToken cancellationToken = default) =>
        RunAsync(() => inner.UploadAsync(name, file, cancellationToken), cancellationToken);

    public Task<string?> DownloadAsync(string name, string file, CancellationToken cancellationToken = default) =>
        RunAsync(() => inner.DownloadAsync(name, file, cancellationToken), cancellationToken);

    public Task<bool> AppendAsync(string name, ReadOnlyMemory<byte> content, long maxSize, CancellationToken cancellationToken = default) =>
        RunAsync(() => inner.AppendAsync(name, content, maxSize, cancellationToken), cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadFromAsync(string name, long offset, CancellationToken cancellationToken = default) =>
        RunAsync(() => inner.ReadFromAsync(name, offset, cancellationToken), cancellationToken);

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(() => inner.DeleteAsync(name, cancellationToken), cancellationToken);

    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(() => inner.ExistsAsync(name, cancellationToken), cancellationToken);

    /// <summary>Each step of the list counts as a call.</summary>
    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var list = inner.ListAsync(folder, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await RunAsync(async () => await list.MoveNextAsync(), cancellationToken)) yield return list.Current;
    }

    public void Dispose() => inner.Dispose();

    private async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref calls) - 1;
        await BeforeCall(number);
        var fault = plan(number);
        if (fault == StoreFault.Before) throw new IOException("The medium failed.");
        if (fault == StoreFault.Hang) await Until.CancelledAsync(cancellationToken);
        var answer = await call();
        return fault == StoreFault.After ? throw new IOException("The answer was lost.") : answer;
    }
}
