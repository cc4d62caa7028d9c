namespace JsccGrid.Storage.Objects;

/// <summary>
/// Named objects that are read and written whole. A reader sees an object as one write left it, never a part of one; conditional
/// writes are linearizable over all processes. Names are '/'-separated segments (see <see cref="ObjectName"/>).
/// </summary>
/// <exception cref="ArgumentException">Every method: the name is not valid.</exception>
/// <exception cref="IOException">Every method: the medium failed; the same call may succeed later.</exception>
public interface IObjectStore : IDisposable
{
    /// <summary>Any name will do: an answer that there is no such object is one.</summary>
    private const string CheckedName = "health";

    /// <returns>Null when there is no such object.</returns>
    Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken = default);

    /// <returns>The new version, or null when the condition did not hold and nothing was written.</returns>
    Task<ObjectVersion?> WriteAsync(
        string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken = default);

    /// <summary>Writes a local file's content, unconditionally.</summary>
    /// <returns>The SHA-256 of what was written, hexadecimal, lower case.</returns>
    Task<string> UploadAsync(string name, string file, CancellationToken cancellationToken = default);

    /// <summary>Writes an object's content to a local file, replacing it; its folder must exist.</summary>
    /// <returns>The SHA-256 of what was written, hexadecimal, lower case; null when there is no such object.</returns>
    Task<string?> DownloadAsync(string name, string file, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds to the end of an object that is only ever appended to, making it when absent. Unlike a write, an append cut short by
    /// a crash may leave a part of itself.
    /// </summary>
    /// <param name="name">The object.</param>
    /// <param name="content">What to add.</param>
    /// <param name="maxSize">Bytes the object may grow to; an append that would exceed it is not done.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether it was done.</returns>
    Task<bool> AppendAsync(string name, ReadOnlyMemory<byte> content, long maxSize, CancellationToken cancellationToken = default);

    /// <summary>Reads from an offset to the end; empty beyond it. For objects that are appended to.</summary>
    /// <returns>Null when there is no such object.</returns>
    Task<ReadOnlyMemory<byte>?> ReadFromAsync(string name, long offset, CancellationToken cancellationToken = default);

    /// <returns>Whether there was such an object.</returns>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);

    Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Finds out, at little cost, whether the store works now; leaves nothing in it.</summary>
    Task CheckAsync(CancellationToken cancellationToken = default) => ExistsAsync(CheckedName, cancellationToken);

    /// <summary>All objects under a folder, by name in ordinal order; an absent folder has none.</summary>
    /// <param name="folder">Segments without a slash at the end; empty for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    IAsyncEnumerable<ObjectInfo> ListAsync(string folder, CancellationToken cancellationToken = default);
}
