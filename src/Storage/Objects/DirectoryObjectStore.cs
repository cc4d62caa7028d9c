using System.Runtime.CompilerServices;
using JsccGrid.Experiments.Files;

namespace JsccGrid.Storage.Objects;

/// <summary>
/// Objects as files of a folder, which several processes may share. A write goes to a temporary file, to the medium, and then
/// under its name by a rename, so a reader or a crash at any instruction finds the old object or the new one. Writers of a name
/// exclude each other by a lock file; readers need none, so that opening and reading a store leaves no trace in it.
/// </summary>
/// <exception cref="StoreAccessException">Every method: this user may not read the object, or not write to the store.</exception>
/// <exception cref="StoreUnavailableException">Every method: the folder is gone, or full.</exception>
public sealed class DirectoryObjectStore : IObjectStore
{
    /// <summary>So often a folder does not go between its making and its use; something else is the matter then.</summary>
    private const int MostTries = 1000;

    private readonly string root;
    private readonly ObjectLocks locks;
    private readonly StagingFolder temporary;
    private readonly StoreFolder folder;

    /// <param name="folder">The store; made by the first write when absent.</param>
    /// <param name="timeProvider">The clock of waits for other processes.</param>
    /// <param name="mustExist">
    /// Whether the folder is never made: where several machines share it, an absent one is a share that is not mounted, and what was
    /// made in its place would take their results.
    /// </param>
    public DirectoryObjectStore(string folder, TimeProvider timeProvider, bool mustExist = false)
    {
        root = Path.GetFullPath(folder);
        locks = new ObjectLocks(Path.Combine(root, ".locks"), timeProvider);
        temporary = new StagingFolder(Path.Combine(root, ".tmp"));
        this.folder = new StoreFolder(root, temporary, mustExist);
    }

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken = default) =>
        folder.FindAsync<StoredObject?>(async () =>
            await ReadFileAsync(PathOf(name), cancellationToken) is { } content ? new StoredObject(content, VersionOf(content)) : null);

    public Task<ObjectVersion?> WriteAsync(
        string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken = default) =>
        folder.WriteAsync<ObjectVersion?>(async () =>
    {
        var path = PathOf(name);
        using var held = await locks.TakeAsync(name, cancellationToken);
        if (condition != WriteCondition.Always)
        {
            var current = await ReadFileAsync(path, cancellationToken);
            if (!condition.Holds(current is null ? null : VersionOf(current))) return null;
        }
        await ReplaceAsync(path, unnamed => DurableFile.WriteAsync(unnamed, content, cancellationToken));
        return VersionOf(content.Span);
    });

    public Task<string> UploadAsync(string name, string file, CancellationToken cancellationToken = default) =>
        folder.WriteAsync(async () =>
    {
        var path = PathOf(name);
        using var held = await locks.TakeAsync(name, cancellationToken);
        var sha256 = "";
        await ReplaceAsync(path, async unnamed => sha256 = await DurableFile.CopyAsync(file, unnamed, durable: true, cancellationToken));
        return sha256;
    });

    public Task<string?> DownloadAsync(string name, string file, CancellationToken cancellationToken = default) =>
        folder.FindAsync<string?>(async () =>
    {
        var path = PathOf(name);
        var partial = file + ".part";
        File.Delete(partial);
        try
        {
            var sha256 = await DurableFile.CopyAsync(path, partial, durable: false, cancellationToken);
            File.Move(partial, file, overwrite: true);
            return sha256;
        }
        catch (Exception exception) when (IsAbsent(exception) && Directory.Exists(Path.GetDirectoryName(file)))
        {
            return null;
        }
        finally
        {
            if (Directory.Exists(Path.GetDirectoryName(file))) File.Delete(partial);
        }
    });

    public Task<bool> AppendAsync(
        string name, ReadOnlyMemory<byte> content, long maxSize, CancellationToken cancellationToken = default) =>
        folder.WriteAsync(async () =>
    {
        var path = PathOf(name);
        using var held = await locks.TakeAsync(name, cancellationToken);
        await using var stream = InItsFolder(
            path, () => new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete, 0));
        if (stream.Length + content.Length > maxSize) return false;
        await stream.WriteAsync(content, cancellationToken);
        return true;
    });

    public Task<ReadOnlyMemory<byte>?> ReadFromAsync(string name, long offset, CancellationToken cancellationToken = default) =>
        folder.FindAsync<ReadOnlyMemory<byte>?>(async () =>
    {
        try
        {
            using var handle = File.OpenHandle(PathOf(name), share: FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[Math.Max(0, RandomAccess.GetLength(handle) - offset)];
            var count = await RandomAccess.ReadAsync(handle, buffer, offset, cancellationToken);
            return buffer.AsMemory(0, count);
        }
        catch (Exception exception) when (IsAbsent(exception))
        {
            return null;
        }
    });

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => folder.WriteAsync(async () =>
    {
        var path = PathOf(name);
        if (!File.Exists(path)) return false;
        using var held = await locks.TakeAsync(name, cancellationToken);
        if (!File.Exists(path)) return false;
        File.Delete(path);
        DeleteEmptyFolders(Path.GetDirectoryName(path)!);
        return true;
    });

    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default) =>
        folder.FindAsync(() => Task.FromResult(Exists(PathOf(name))));

    /// <summary>Also finds out whether there is room to write.</summary>
    public Task CheckAsync(CancellationToken cancellationToken = default) => folder.WriteAsync(async () =>
    {
        var probe = temporary.NewPath();
        await DurableFile.WriteAsync(probe, new byte[1], cancellationToken);
        File.Delete(probe);
        return true;
    });

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var list = DirectoryListing
            .Enumerate(folder.Length == 0 ? root : PathOf(folder), folder, this.folder.RequireThere)
            .GetEnumerator();
        while (await this.folder.ReadAsync(() => Task.FromResult(list.MoveNext())))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return list.Current;
        }
    }

    public void Dispose() => temporary.Dispose();

    /// <summary>What this user may not look for is not taken to be absent.</summary>
    /// <exception cref="UnauthorizedAccessException">A folder above it is closed to this user.</exception>
    private static bool Exists(string path)
    {
        if (File.Exists(path)) return true;
        try
        {
            _ = File.GetAttributes(path);
            return File.Exists(path);
        }
        catch (IOException exception) when (IsAbsent(exception))
        {
            return false;
        }
    }

    private async Task ReplaceAsync(string path, Func<string, Task> write)
    {
        var unnamed = temporary.NewPath();
        try
        {
            await write(unnamed);
            InItsFolder(path, () =>
            {
                DurableFile.Publish(unnamed, path);
                return path;
            });
        }
        catch
        {
            if (folder.IsThere) File.Delete(unnamed);
            throw;
        }
    }

    /// <summary>Makes the folder of a file first, and again when it goes meanwhile because it was empty.</summary>
    private T InItsFolder<T>(string path, Func<T> act)
    {
        var parent = Path.GetDirectoryName(path)!;
        for (var tries = 1; ; tries++)
        {
            folder.RequireThere();
            try
            {
                DurableFile.CreateFolder(parent, root);
                return act();
            }
            catch (IOException exception) when (IsAbsent(exception) && tries < MostTries && Directory.Exists(root))
            {
                // Somebody else may have made the folder again by now. .NET also says "file not found" when a folder goes while the
                // one below it is being made.
            }
        }
    }

    private void DeleteEmptyFolders(string path)
    {
        try
        {
            while (path != root && !Directory.EnumerateFileSystemEntries(path).Any())
            {
                Directory.Delete(path);
                path = Path.GetDirectoryName(path)!;
            }
        }
        catch (IOException)
        {
            // Somebody writes there, or has deleted it.
        }
    }

    private string PathOf(string name) => Path.Combine(root, ObjectName.Require(name).Replace('/', Path.DirectorySeparatorChar));

    private static async Task<byte[]?> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (IsAbsent(exception))
        {
            return null;
        }
    }

    private static bool IsAbsent(Exception exception) => exception is FileNotFoundException or DirectoryNotFoundException;

    private static ObjectVersion VersionOf(ReadOnlySpan<byte> content) => new(FileHash.Of(content));
}
