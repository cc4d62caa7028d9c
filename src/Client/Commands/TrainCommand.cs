using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;
using JsccGrid.Processes;

namespace JsccGrid.Client.Commands;

/// <summary><c>train --plan FILE</c>: hands over to the training program, which runs one cell with no grid around it.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var plan = new Option<string>("--plan") { Description = "A plan file (docs/training.md).", Required = true, HelpName = "file" };
        var command = new Command("train", "Run one cell or stage from a plan file, without a grid.") { plan };
        command.SetAction(async (parsed, _) =>
        {
            string[] arguments = ["--plan", parsed.GetRequiredValue(plan),
                .. parsed.GetValue(SharedOptions.Verbose) ? ["--verbose"] : Array.Empty<string>()];
            using var process = Process.Start(TrainerProbe.StartInfo(arguments))!;
            // Ctrl-C reaches the child by itself, other signals need not. It writes its checkpoint and ends, and so do we.
            using var forwarded = new StopSignals([PosixSignal.SIGTERM, PosixSignal.SIGHUP], signal =>
            {
                signal.Cancel = true;
                StopSignals.Terminate(process.Id);
            });
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode;
        });
        return command;
    }
}
