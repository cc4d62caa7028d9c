using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Yaml;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Import;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.Processes;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;

namespace JsccGrid.Client.CommandLine;

/// <summary>Runs a command line and turns what went wrong into a message and an exit code.</summary>
internal static class CommandRunner
{
    /// <summary>How long a command may take to leave everything resumable after Ctrl-C.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(RootCommand root, string[] args, Terminal terminal)
    {
        var verbose = args.Contains(SharedOptions.Verbose.Name);
        try
        {
            var parsed = root.Parse(args);
            if (args.Length > 0 && parsed.Action is not HelpAction && Usage.Problems(parsed, args) is { Count: > 0 } problems)
            {
                foreach (var problem in problems) terminal.Error.WriteLine(problem);
                terminal.Error.WriteLine($"'{Usage.Verb(parsed)} --help' shows what can be given.");
                return ExitCode.BadInput;
            }
            var code = await InvokeAsync(parsed, terminal);
            return parsed.Errors.Count > 0 ? ExitCode.BadInput : code;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception exception)
        {
            terminal.Error.WriteLine(verbose
                ? exception.ToString()
                : CallFailure.IsTransient(exception) ? $"The cluster does not answer: {exception.Message}" : exception.Message);
            var code = CodeOf(exception);
            if (code == ExitCode.InternalError && !verbose)
                terminal.Error.WriteLine("This is unexpected; --verbose shows where it happened.");
            return code;
        }
    }

    /// <summary>
    /// Runs the command away from this thread, so that a signal reaches one that works without ever waiting, too. A command that cannot
    /// be cancelled is left to what the system does.
    /// </summary>
    private static async Task<int> InvokeAsync(ParseResult parsed, Terminal terminal)
    {
        using var stop = new CancellationTokenSource();
        var overdue = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var patience = new CancellationTokenSource();
        await using var end = patience.Token.Register(() => overdue.SetResult(ExitCode.Interrupted));
        using var signals = parsed.Action is AsynchronousCommandLineAction
            ? new StopSignals(StopSignals.All, signal =>
            {
                signal.Cancel = true;
                patience.CancelAfter(StopTimeout);
                stop.Cancel();
            })
            : null;
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = terminal.Output,
            Error = terminal.Error,
        };
        return await await Task.WhenAny(
            Task.Run(() => parsed.InvokeAsync(configuration, stop.Token), CancellationToken.None), overdue.Task);
    }

    private static int CodeOf(Exception exception) => exception switch
    {
        UserException user => user.ExitCode,
        InvalidInputException or DataSetException or ImportException or SafetensorsException
            or DirectoryNotFoundException or FileNotFoundException => ExitCode.BadInput,
        StoreCorruptException or HostFaultException or UnauthorizedAccessException or IOException or ServerStartException =>
            ExitCode.BadEnvironment,
        _ when CallFailure.IsTransient(exception) => ExitCode.BadEnvironment,
        _ => ExitCode.InternalError,
    };
}
