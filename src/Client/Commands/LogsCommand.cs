using System.CommandLine;
using System.Text;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Client.Commands;

/// <summary><c>logs CELL</c>: what its training process reported, as JSON lines.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    public static Command Create(Terminal terminal)
    {
        var cell = Arguments.Cell();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the cell is finished or its run has ended." };
        var command = new Command("logs", "Print the events of a cell's training, one JSON object per line.")
        {
            cell, follow, SharedOptions.Json
        };
        command.SetPlaceAction(async (parsed, session, cancellationToken) =>
        {
            var work = await session.FindWorkAsync(parsed.GetRequiredValue(cell), cancellationToken);
            var printed = await PrintAsync(session, work.Id, 0, terminal, cancellationToken);
            if (!parsed.GetValue(follow))
            {
                if (printed == 0) terminal.Error.WriteLine($"{work.Label} has no log yet.");
                return ExitCode.Success;
            }
            using var timer = new PeriodicTimer(PollInterval, TimeProvider.System);
            var more = true;
            while (more)
            {
                more = await IsGoingOnAsync(session, work.Id, cancellationToken) && await timer.WaitForNextTickAsync(cancellationToken);
                printed = await PrintAsync(session, work.Id, printed, terminal, cancellationToken);
            }
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Prints whole lines from a byte offset on and returns the offset after them.</summary>
    private static async Task<long> PrintAsync(
        GridSession session, WorkId work, long offset, Terminal terminal, CancellationToken cancellationToken)
    {
        if (await session.Works.ReadLogAsync(work, offset, cancellationToken) is not { } bytes) return offset;
        var complete = bytes.Span.LastIndexOf((byte)'\n') + 1;
        terminal.Output.Write(Encoding.UTF8.GetString(bytes.Span[..complete]));
        terminal.Output.Flush();
        return offset + complete;
    }

    private static async Task<bool> IsGoingOnAsync(GridSession session, WorkId work, CancellationToken cancellationToken)
    {
        if (session.Live is not { } live) return false;
        try
        {
            var status = (await live.Grains.Work(work).WhyAsync().WaitAsync(cancellationToken)).Work.Status;
            return status != WorkStatus.Unknown && !status.IsFinal();
        }
        catch (Exception exception) when (CallFailure.IsTransient(exception))
        {
            return session.MayComeBack; // a run that has ended took its silo with it
        }
    }
}
