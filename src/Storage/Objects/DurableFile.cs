using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace JsccGrid.Storage.Objects;

/// <summary>Writing files so that neither a killed process nor a lost power supply leaves half of one.</summary>
internal static partial class DurableFile
{
    private const int BufferSize = 1 << 17;
    private const int ReadOnlyFlag = 0;
    private const int NoSuchEntry = 2;

    /// <summary>Writes a new file and waits until the medium has it.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var handle = Create(path);
        await RandomAccess.WriteAsync(handle, content, 0, cancellationToken);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Copies a file to a new one and returns the SHA-256 of what was copied.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">A path that no file has.</param>
    /// <param name="durable">Whether to wait until the medium has it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<string> CopyAsync(string source, string target, bool durable, CancellationToken cancellationToken)
    {
        await using var input = new FileStream(
            source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan);
        using var output = Create(target);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        long position = 0;
        while (await input.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            hash.AppendData(buffer, 0, count);
            await RandomAccess.WriteAsync(output, buffer.AsMemory(0, count), position, cancellationToken);
            position += count;
        }
        if (durable) RandomAccess.FlushToDisk(output);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Gives a finished file its name, replacing what had it, and waits until the medium has the folder.</summary>
    public static void Publish(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes a folder and those above it that are missing, and waits until the medium has them.</summary>
    /// <param name="path">The folder, in <paramref name="root"/>.</param>
    /// <param name="root">Is not made.</param>
    /// <exception cref="DirectoryNotFoundException">The root is missing.</exception>
    public static void CreateFolder(string path, string root)
    {
        if (Directory.Exists(path)) return;
        if (path == root) throw new DirectoryNotFoundException($"The folder '{root}' is not there.");
        var parent = Path.GetDirectoryName(path)!;
        CreateFolder(parent, root);
        Directory.CreateDirectory(path);
        SyncFolder(parent);
    }

    /// <summary>No space is allocated ahead: the runtime tells of a disk that is full only when it is written to.</summary>
    private static SafeFileHandle Create(string path) => File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

    private static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return; // elsewhere the file system orders a rename after the data by itself
        var descriptor = Open(folder, ReadOnlyFlag);
        if (descriptor < 0) throw Error("open", folder);
        try
        {
            if (Sync(descriptor) != 0) throw Error("flush", folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Error(string what, string folder)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = $"Cannot {what} the folder '{folder}': {Marshal.GetPInvokeErrorMessage(error)}.";
        return error == NoSuchEntry ? new DirectoryNotFoundException(message) : new IOException(message);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
