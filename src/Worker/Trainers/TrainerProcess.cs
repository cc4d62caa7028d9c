using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Worker.Trainers;

/// <summary>
/// A training process, ours or an outside program: commands go in, lines come out. Its output ends when the process has. Ours ends by
/// itself when its standard input does, so it cannot outlive this process; of an outside program the protocol asks the same.
/// </summary>
internal sealed class TrainerProcess : IDisposable
{
    /// <summary>How long output is read of a process that has ended: a child that it left behind may hold it open.</summary>
    private static readonly TimeSpan LastLinesTime = TimeSpan.FromSeconds(5);

    /// <summary>What a killed process may take to end. Until then it may still hold the memory of its device.</summary>
    private static readonly TimeSpan DeathTime = TimeSpan.FromSeconds(5);

    /// <summary>Lines that wait for somebody to read them; beyond these the process waits.</summary>
    private const int MaxWaiting = 256;

    private readonly Process process;

    private readonly Channel<TrainerOutput> output =
        Channel.CreateBounded<TrainerOutput>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private TrainerProcess(Process process, Func<string, long, TrainerOutput> read, int maxLine)
    {
        this.process = process;
        _ = PumpAsync(read, maxLine);
    }

    public ChannelReader<TrainerOutput> Output => output.Reader;

    public bool HasExited => process.HasExited;

    public int Id => process.Id;

    /// <summary>Whether the program has ever waited for a command.</summary>
    public bool WasReady { get; private set; }

    /// <summary>Whether a signal ended the process; once <see cref="Output"/> has ended.</summary>
    public bool WasKilled => process.HasExited && process.ExitCode is > 128 and <= 192 && !OperatingSystem.IsWindows();

    /// <summary>How the process ended, for people; once <see cref="Output"/> has ended.</summary>
    public string Ending => !process.HasExited ? "closed its output"
        : WasKilled ? $"was killed by signal {process.ExitCode - 128}{SignalName(process.ExitCode - 128)}"
        : $"exited with code {process.ExitCode}";

    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    /// <exception cref="FileNotFoundException">There is no such program.</exception>
    public static TrainerProcess Start(WorkerOptions options)
    {
        return Start(TrainingExecutable.StartInfo(options.TrainerPath, "--worker"), options.Threads, ReadEvent, BoundedLines.MaxLength);
    }

    /// <summary>Starts any program that is spoken to in lines.</summary>
    /// <param name="start">The program.</param>
    /// <param name="threads">Processor threads for libraries that look for it in their environment.</param>
    /// <param name="read">What a line of its standard output means, and how many of the line's characters are missing.</param>
    /// <param name="maxLine">Characters kept of such a line.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static TrainerProcess Start(ProcessStartInfo start, int threads, Func<string, long, TrainerOutput> read, int maxLine)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardInputEncoding = new UTF8Encoding(false);
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        start.Environment["OMP_NUM_THREADS"] = start.Environment["MKL_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        return new TrainerProcess(Process.Start(start)!, read, maxLine);
    }

    /// <summary>Sends a command; to a process that is gone, silently, since its output says so.</summary>
    public async Task SendAsync(string command)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(command);
            await process.StandardInput.FlushAsync();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself, or children of it have while they were looked for.
        }
    }

    public void Dispose()
    {
        output.Writer.TryComplete();
        Kill();
        process.WaitForExit(DeathTime);
        process.Dispose();
    }

    private async Task PumpAsync(Func<string, long, TrainerOutput> read, int maxLine)
    {
        try
        {
            var exit = process.WaitForExitAsync();
            var pumps = Task.WhenAll(
                PumpAsync(process.StandardOutput, read, maxLine),
                PumpAsync(process.StandardError, (line, missing) => new TrainerOutput(line, null, missing), BoundedLines.MaxLength));
            await Task.WhenAny(exit, pumps);
            await (exit.IsCompleted ? pumps.WaitAsync(LastLinesTime) : pumps);
            await exit;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException
            or ChannelClosedException or TimeoutException)
        {
            // Disposed, so that nobody listens any more; or its output is held open by somebody else.
        }
        finally
        {
            output.Writer.TryComplete();
        }
    }

    private async Task PumpAsync(StreamReader reader, Func<string, long, TrainerOutput> read, int maxLine)
    {
        var lines = new BoundedLines(reader, maxLine);
        while (await lines.ReadAsync() is var (line, missing))
        {
            var heard = read(line, missing);
            WasReady |= heard.Event is TrainingEvent.Ready;
            await output.Writer.WriteAsync(heard);
        }
    }

    private static TrainerOutput ReadEvent(string line, long missing) => new(line, missing == 0 ? Parse(line) : null, missing);

    private static TrainingEvent? Parse(string line)
    {
        if (!line.StartsWith('{')) return null;
        try
        {
            return JsonSerializer.Deserialize<TrainingEvent>(line, ExperimentJson.Compact);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static string SignalName(int signal) => signal switch
    {
        4 => " (SIGILL)",
        6 => " (SIGABRT)",
        7 => " (SIGBUS)",
        8 => " (SIGFPE)",
        9 => " (SIGKILL: perhaps out of memory)",
        11 => " (SIGSEGV)",
        15 => " (SIGTERM)",
        _ => "",
    };
}
