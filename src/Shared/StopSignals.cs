using System.Runtime.InteropServices;

namespace JsccGrid.Processes;

/// <summary>
/// The signals that ask a program to stop in order: SIGTERM, SIGINT, and SIGHUP (the terminal was closed) unless the program was
/// started to ignore that, as <c>nohup</c> does.
/// </summary>
internal sealed partial class StopSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> registrations = [];

    /// <param name="signals">Those to hear of SIGINT, SIGTERM and SIGHUP.</param>
    /// <param name="onSignal">Called for each; may cancel what the system would do.</param>
    public StopSignals(IEnumerable<PosixSignal> signals, Action<PosixSignalContext> onSignal)
    {
        foreach (var signal in signals)
            if (signal != PosixSignal.SIGHUP || !IsHangupIgnored()) registrations.Add(PosixSignalRegistration.Create(signal, onSignal));
    }

    public static IReadOnlyList<PosixSignal> All { get; } = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    /// <summary>Sends a process SIGTERM; to one that is gone, silently.</summary>
    public static void Terminate(int processId) => _ = Send(processId, 15);

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
    }

    /// <summary>Whether this process ignores SIGHUP. Asked before it is handled here, this is what its parent has decided.</summary>
    private static bool IsHangupIgnored()
    {
        if (OperatingSystem.IsWindows()) return false;
        const int Hangup = 1; // SIGHUP
        const nint Ignore = 1; // SIG_IGN
        // struct sigaction begins with the handler; no system's is larger than this.
        Span<byte> now = stackalloc byte[512];
        return QueryAction(Hangup, 0, now) == 0 && MemoryMarshal.Read<nint>(now) == Ignore;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int QueryAction(int signal, nint newAction, Span<byte> oldAction);
}
