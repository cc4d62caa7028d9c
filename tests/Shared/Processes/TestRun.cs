using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace JsccGrid.Tests.Shared.Processes;

/// <summary>
/// No process outlives the run of tests that started it, by itself or through others, and however the run ends: a guard in a session
/// of its own kills what carries the run's mark as soon as the run's end of a pipe is closed, which the system does in any case.
/// <c>end-with-run.sh</c> is the guard and says what the mark is; <c>test.sh</c> uses the same.
/// </summary>
internal static class TestRun
{
    /// <summary>The marks of this run and of those around it.</summary>
    public const string Variable = "JSCCGRID_TEST_RUN";

    private static Process? guard;
    private static FileStream? markFile;

    /// <summary>In no name of another run on this machine.</summary>
    public static string Mark { get; } = $"jsccgrid-test-run-{Guid.NewGuid():N}";

    /// <summary>Starts the guard, before anything else of this program runs.</summary>
    [ModuleInitializer]
    internal static void Begin()
    {
        // A program of tests may be loaded as a library of another; and only Linux has /proc and setsid.
        if (Assembly.GetEntryAssembly() != typeof(TestRun).Assembly || !OperatingSystem.IsLinux()) return;

        var start = new ProcessStartInfo("setsid", ["-f", "sh", Path.Combine(AppContext.BaseDirectory, "end-with-run.sh"), Mark])
        {
            RedirectStandardInput = true
        };
        start.Environment.Remove(Variable);
        guard = Process.Start(start)!;
        guard.WaitForExit(); // setsid, that is; the guard goes on

        markFile = new FileStream(Path.Combine(Path.GetTempPath(), Mark), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
        File.Delete(markFile.Name);
        // Of the two descriptors only the copy is inherited.
        if (Duplicate((int)markFile.SafeFileHandle.DangerousGetHandle()) < 0)
            throw new InvalidOperationException("The mark of the test run cannot be opened.");
        var around = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, string.IsNullOrEmpty(around) ? Mark : $"{around},{Mark}");
    }

    [DllImport("libc", EntryPoint = "dup", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int descriptor);
}
