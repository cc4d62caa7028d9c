using System.Diagnostics;
using System.Runtime.InteropServices;

namespace JsccGrid.LocalCluster.Processes;

/// <summary>
/// A program that runs until it is stopped. Its output goes to a log file. It can be started anew with the same arguments after
/// it ended, however that came about.
/// </summary>
public sealed partial class ServerProcess : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>How much is shown of the log of a server that does not come up.</summary>
    private const int LinesShown = 10;

    private readonly ServerCommand command;
    private Process? child;

    /// <param name="command">How to start it.</param>
    /// <param name="running">The process of an earlier start, perhaps by a program that has ended since.</param>
    public ServerProcess(ServerCommand command, ProcessIdentity? running = null)
    {
        this.command = command;
        Identity = running;
        Environment = new Dictionary<string, string>(command.Environment);
    }

    public string Name => command.Name;

    public string LogFile => command.LogFile;

    /// <summary>Variables added to the environment at the next start.</summary>
    public IDictionary<string, string> Environment { get; }

    /// <summary>The process last started; null when there was none.</summary>
    public ProcessIdentity? Identity { get; private set; }

    public bool IsRunning => Identity is { IsAlive: true };

    public int Id => Identity?.Id ?? throw new InvalidOperationException($"{Name} was never started.");

    /// <summary>The exit code of a process that this program started and that has ended.</summary>
    public int ExitCode => child?.ExitCode ?? throw new InvalidOperationException($"{Name} was not started by this program.");

    /// <summary>Starts the program.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    public void Start()
    {
        if (IsRunning) throw new InvalidOperationException($"{Name} runs already.");
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(command.LogFile)!).FullName;
        // The shell only redirects and is replaced by the program: its process id is the program's. That holds with setsid too,
        // which gives the program a session of its own.
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList =
            {
                "-c", $"exec {(command.IsDetached ? "setsid " : "")}\"$@\" >>\"$JSCCGRID_SERVER_LOG\" 2>&1 </dev/null",
                "sh", command.Program
            },
            WorkingDirectory = folder,
        };
        start.Environment["JSCCGRID_SERVER_LOG"] = command.LogFile;
        foreach (var argument in command.Arguments) start.ArgumentList.Add(argument);
        foreach (var (key, value) in Environment) start.Environment[key] = value;
        child?.Dispose();
        child = Process.Start(start)!;
        Identity = ProcessIdentity.Of(child.Id);
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

    /// <summary>Asks the process to end, and kills it when it takes too long (<see cref="Patience"/>).</summary>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> TerminateOrKillAsync(TimeSpan patience)
    {
        using var limit = new Patience(patience);
        try
        {
            await TerminateAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
            return false;
        }
    }

    public async Task WaitForExitAsync(CancellationToken cancellationToken)
    {
        if (child is not null)
        {
            await child.WaitForExitAsync(cancellationToken);
            return;
        }
        // Not a child of this process: there is nothing to wait on but its entry in /proc.
        using var timer = new PeriodicTimer(PollInterval);
        while (IsRunning) await timer.WaitForNextTickAsync(cancellationToken);
    }

    /// <summary>Waits until the process answers.</summary>
    /// <param name="isReady">
    /// Asks it; an exception means not yet, but for a <see cref="ServerStartException"/>, which ends the wait.
    /// </param>
    /// <param name="timeout">How long to ask (<see cref="Patience"/>).</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ServerStartException">
    /// It ended, or does not answer in time; the message has what it answered last, and its last lines.
    /// </exception>
    public async Task WaitUntilReadyAsync(
        Func<CancellationToken, Task<bool>> isReady, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        using var limit = new Patience(timeout, cancellationToken);
        using var timer = new PeriodicTimer(PollInterval);
        string? answer = null;
        try
        {
            do
            {
                if (!IsRunning) throw new ServerStartException($"{Name} ended at once{ExitText()}. {LastLines()}");
                try
                {
                    if (await isReady(limit.Token)) return;
                }
                catch (Exception exception) when (
                    exception is not ServerStartException
                        && (exception is not OperationCanceledException || !limit.Token.IsCancellationRequested))
                {
                    // Not yet.
                    answer = exception.Message;
                }
            }
            while (await timer.WaitForNextTickAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerStartException($"{Name} is not ready after {limit}.{(answer is null ? "" : $" {answer}")}\n{LastLines()}");
        }
    }

    /// <summary>Kills the process, unless it is a detached one.</summary>
    public void Dispose()
    {
        if (!command.IsDetached)
        {
            Send(Signal.Kill);
            child?.WaitForExit();
        }
        child?.Dispose();
        child = null;
    }

    private string ExitText() => child is { HasExited: true } ? FormattableString.Invariant($" (exit code {child.ExitCode})") : "";

    private string LastLines()
    {
        var lines = File.Exists(command.LogFile) ? File.ReadLines(command.LogFile).TakeLast(LinesShown).ToList() : [];
        return lines.Count == 0 ? $"Its log {command.LogFile} is empty." : $"The end of {command.LogFile}:\n{string.Join('\n', lines)}";
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
