using JsccGrid.Storage.Objects;

namespace JsccGrid.Storage.Tests.Support;

/// <summary>A store whose conditional writes fail: before they are done, or after, as when an answer is lost.</summary>
internal sealed class FaultyObjectStore(IObjectStore inner) : IObjectStore
{
    public int FailuresBefore { get; set; }

    public int FailuresAfter { get; set; }

    public int Writes { get; private set; }

    public async Task<ObjectVersion?> WriteAsync(
        string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken = default)
    {
        Writes++;
        if (FailuresBefore-- > 0) throw new IOException("The medium failed.");
        var written = await inner.WriteAsync(name, content, condition, cancellationToken);
        return FailuresAfter-- > 0 ? throw new IOException("The answer was lost.") : written;
    }

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken = default) => inner.ReadAsync(name, cancellationToken);

    public Task<string> UploadAsync(string name, string file, CancellationToken cancellationToken = default) => inner.UploadAsync(name, file, cancellationToken);

    public Task<string?> DownloadAsync(string name, string file, CancellationToken cancellationToken = default) =>
        inner.DownloadAsync(name, file, cancellationToken);

    public Task<bool> AppendAsync(string name, ReadOnlyMemory<byte> content, long maxSize, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(name, content, maxSize, cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadFromAsync(string name, long offset, CancellationToken cancellationToken = default) =>
        inner.ReadFromAsync(name, offset, cancellationToken);

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => inner.DeleteAsync(name, cancellationToken);

    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default) => inner.ExistsAsync(name, cancellationToken);

    public IAsyncEnumerable<string> ListAsync(string folder, CancellationToken cancellationToken = default) => inner.ListAsync(folder, cancellationToken);
}
