using System.Globalization;

namespace JsccGrid.Chaos.Cluster;

/// <summary>
/// The wall clock of a process, which can be set; the monotonic one goes on. It is libfaketime that the process is started with.
/// </summary>
internal sealed class WorkerClock
{
    private static readonly string[] LibraryFolders =
        ["/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime", "/usr/lib/faketime", "/usr/lib64/faketime"];
    private readonly string file;

    private WorkerClock(string library, string file)
    {
        this.file = file;
        Environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = library,
            ["FAKETIME_TIMESTAMP_FILE"] = file,
            ["FAKETIME_CACHE_DURATION"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            // Times of files are those of the disk, which has a right clock.
            ["NO_FAKE_STAT"] = "1",
        };
        Set(TimeSpan.Zero);
    }

    /// <summary>Variables to start the process with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <param name="file">Where it notes how wrong it is.</param>
    /// <exception cref="IOException">libfaketime is not installed.</exception>
    public static WorkerClock Create(string file)
    {
        var library = LibraryFolders.Select(folder => Path.Combine(folder, "libfaketime.so.1")).FirstOrDefault(File.Exists)
            ?? throw new IOException("libfaketime is not installed. On Debian or Ubuntu: apt-get install faketime");
        return new WorkerClock(library, file);
    }

    /// <summary>Sets it; the process follows within a second.</summary>
    /// <param name="offset">How far before the right time, or behind when negative; whole seconds.</param>
    public void Set(TimeSpan offset)
    {
        var next = file + ".next";
        File.WriteAllText(next, offset.TotalSeconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture));
        File.Move(next, file, overwrite: true);
    }
}
