using System.Diagnostics;
using System.Runtime.InteropServices;

namespace JsccGrid.LocalCluster.Processes;

/// <summary>
/// A program that runs until it is stopped. Its output goes to a log file. It can be started anew with the same arguments after
/// it ended, however that came about.
/// </summary>
public sealed partial class ServerProcess : IDisposable
{
    private readonly ServerCommand command;
    private Process? process;

    public ServerProcess(ServerCommand command) => this.command = command;

    public string Name => command.Name;

    public bool IsRunning => process is { HasExited: false };

    public int Id => process?.Id ?? throw new InvalidOperationException($"{Name} was never started.");

    /// <summary>Of a process that has ended.</summary>
    public int ExitCode => process?.ExitCode ?? throw new InvalidOperationException($"{Name} was never started.");

    /// <summary>Starts the program.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    public void Start()
    {
        if (IsRunning) throw new InvalidOperationException($"{Name} runs already.");
        Directory.CreateDirectory(Path.GetDirectoryName(command.LogFile)!);
        // The shell only redirects and is replaced by the program: its process id is the program's.
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "exec \"$@\" >>\"$JSCCGRID_SERVER_LOG\" 2>&1 </dev/null", "sh" } };
        start.Environment["JSCCGRID_SERVER_LOG"] = command.LogFile;
        start.ArgumentList.Add(command.Program);
        foreach (var argument in command.Arguments) start.ArgumentList.Add(argument);
        foreach (var (key, value) in command.Environment) start.Environment[key] = value;
        process?.Dispose();
        process = Process.Start(start)!;
    }

    /// <summary>Sends a signal; to a process that is gone, silently.</summary>
    public void Send(Signal signal)
    {
        if (IsRunning) _ = SendSignal(Id, (int)signal);
    }

    /// <summary>Ends the process at once and waits until it is gone; a frozen one too.</summary>
    public async Task KillAsync()
    {
        Send(Signal.Kill);
        await WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks the process to end and waits until it is gone.</summary>
    public async Task TerminateAsync(CancellationToken cancellationToken = default)
    {
        Send(Signal.Continue);
        Send(Signal.Terminate);
        await WaitForExitAsync(cancellationToken);
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => process?.WaitForExitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Waits until the process answers.</summary>
    /// <param name="isReady">Asks it; an exception means not yet.</param>
    /// <param name="timeout">How long to ask.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ServerStartException">It ended, or does not answer in time; the message has its last lines.</exception>
    public async Task WaitUntilReadyAsync(Func<CancellationToken, Task<bool>> isReady, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            do
            {
                if (!IsRunning) throw new ServerStartException($"{Name} ended at once (exit code {process?.ExitCode}). {LastLines()}");
                try
                {
                    if (await isReady(limit.Token)) return;
                }
                catch (Exception exception) when (exception is not OperationCanceledException || !limit.IsCancellationRequested)
                {
                    // Not yet.
                }
            }
            while (await timer.WaitForNextTickAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerStartException($"{Name} does not answer after {timeout.TotalSeconds:0} s. {LastLines()}");
        }
    }

    /// <summary>Kills the process.</summary>
    public void Dispose()
    {
        Send(Signal.Kill);
        process?.Dispose();
        process = null;
    }

    private string LastLines()
    {
        var lines = File.Exists(command.LogFile) ? File.ReadLines(command.LogFile).TakeLast(5).ToList() : [];
        return lines.Count == 0 ? $"Its log {command.LogFile} is empty." : $"The end of {command.LogFile}:\n{string.Join('\n', lines)}";
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
