using JsccGrid.Tests.Shared.Processes;

namespace JsccGrid.Storage.Tests.Support;

/// <summary>A file system of a few pages in memory, to be filled.</summary>
internal sealed class SmallFileSystem : IDisposable
{
    private const int Size = 256 << 10;

    private SmallFileSystem(string path) => Path = path;

    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Mounts one at a folder inside another; null where this user may not.</summary>
    public static SmallFileSystem? TryMount(string parent)
    {
        var path = Directory.CreateDirectory(System.IO.Path.Combine(parent, "small")).FullName;
        return OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={Size}"), "none", path)
            ? new SmallFileSystem(path)
            : null;
    }

    /// <summary>To the last byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        var page = new byte[4096];
        try
        {
            while (true) file.Write(page);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Empty() => File.Delete(Filler);

    public void Dispose() => Run("umount", Path);

    private static bool Run(string program, params string[] arguments) => TestProcess.Run(program, arguments).ExitCode == 0;
}
