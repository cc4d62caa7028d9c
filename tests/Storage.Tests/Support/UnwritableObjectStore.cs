using JsccGrid.Storage.Objects;

namespace JsccGrid.Storage.Tests.Support;

/// <summary>A store that refuses every write, as a colleague's does.</summary>
internal sealed class UnwritableObjectStore(IObjectStore inner) : IObjectStore
{
    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(name, cancellationToken);

    public Task<ObjectVersion?> WriteAsync(
        string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken = default) =>
        throw Refused;

    public Task<string> UploadAsync(string name, string file, CancellationToken cancellationToken = default) => throw Refused;

    public Task<string?> DownloadAsync(string name, string file, CancellationToken cancellationToken = default) =>
        inner.DownloadAsync(name, file, cancellationToken);

    public Task<bool> AppendAsync(string name, ReadOnlyMemory<byte> content, long maxSize, CancellationToken cancellationToken = default) =>
        throw Refused;

    public Task<ReadOnlyMemory<byte>?> ReadFromAsync(string name, long offset, CancellationToken cancellationToken = default) =>
        inner.ReadFromAsync(name, offset, cancellationToken);

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => throw Refused;

    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default) => inner.ExistsAsync(name, cancellationToken);

    public IAsyncEnumerable<ObjectInfo> ListAsync(string folder, CancellationToken cancellationToken = default) =>
        inner.ListAsync(folder, cancellationToken);

    public void Dispose() => inner.Dispose();

    private static StoreAccessException Refused => new("The store refuses writing.");
}
