using System.Runtime.InteropServices;

namespace JsccGrid.Experiments.Files;

/// <summary>
/// Tells a file from what only has the name of one, without opening it: opening a named pipe waits for a writer, and reading an
/// endless device does not end.
/// </summary>
public static partial class RegularFile
{
    private const int TypeMask = 0xF000;
    private const int Pipe = 0x1000;
    private const int CharacterDevice = 0x2000;
    private const int Folder = 0x4000;
    private const int BlockDevice = 0x6000;
    private const int Ordinary = 0x8000;
    private const int Socket = 0xC000;

    /// <summary>What is at a path where a file should be; links are followed.</summary>
    /// <returns>Null for a file; else what is there instead, to be said after "is": <c>a named pipe</c>.</returns>
    public static string? WhyNot(string path)
    {
        if (OperatingSystem.IsWindows()) return File.Exists(path) ? null : Directory.Exists(path) ? "a folder" : Absent(path, "not there");
        Span<byte> status = stackalloc byte[512];
        if (Stat(path, ref MemoryMarshal.GetReference(status)) != 0)
            return Absent(path, Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        var type = MemoryMarshal.Read<int>(status[sizeof(int)..]) & TypeMask; // the flags, then the mode
        var what = type switch
        {
            Ordinary => null,
            Folder => "a folder",
            Pipe => "a named pipe",
            Socket => "a socket",
            CharacterDevice or BlockDevice => "a device",
            _ => "no file",
        };
        return what is not null && new FileInfo(path).LinkTarget is { } target ? $"a link to {what} ({target})" : what;
    }

    private static string Absent(string path, string reason)
    {
        if (new FileInfo(path).LinkTarget is not { } target) return $"not accessible ({reason})";
        try
        {
            var end = File.ResolveLinkTarget(path, returnFinalTarget: true)!;
            return end.Exists ? $"a link to '{target}', which is not accessible ({reason})" : $"a link to '{target}', which is not there";
        }
        catch (IOException)
        {
            return $"a link to '{target}', which leads round in a circle";
        }
    }

    /// <summary>The runtime's own call, which is the same on every Unix: Linux and macOS lay out libc's differently.</summary>
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, ref byte status);
}
