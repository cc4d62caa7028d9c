using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Runs;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Costs;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;
using JsccGrid.Storage.Inputs;

namespace JsccGrid.Client.Commands;

/// <summary><c>watch GRID</c>: what <c>run</c> shows, of a grid that is trained elsewhere. Leaving it changes nothing.</summary>
internal static class WatchCommand
{
    public static Command Create(Terminal terminal)
    {
        var grid = Arguments.SubmittedGrid();
        var command = new Command("watch", "Watch a grid until it is finished. Ctrl-C leaves it running.") { grid, SharedOptions.Json };
        command.SetLiveAction(async (parsed, session, live, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(grid);
            var json = parsed.GetValue(SharedOptions.Json);
            await new LiveGrids(session, live).RequireAsync(name, cancellationToken);
            var remainingTime = await RemainingTimeAsync(session, name, cancellationToken);
            if (await WatchedGrid.ShowAsync(name, remainingTime, session, live, terminal, json, cancellationToken) is not { } last)
                return ExitCode.Interrupted;
            if (!json) terminal.Line(Summary(last.Snapshot));
            return last.Snapshot.Cells.Committed == last.Snapshot.Cells.Total ? ExitCode.Success : ExitCode.Incomplete;
        });
        return command;
    }

    /// <summary>What the estimate of the remaining time is made from; null when the store does not say what was submitted.</summary>
    private static async Task<RemainingTime?> RemainingTimeAsync(GridSession session, string name, CancellationToken cancellationToken) =>
        await session.Submissions.FindAsync(name, cancellationToken) is { } submission
            ? new RemainingTime(
                submission.Expand(),
                await DataSetNote.ReadSizeAsync(session.Objects, submission.Data, cancellationToken) ?? DataSetSize.Cuhk03)
            : null;

    private static string Summary(GridSnapshot grid)
    {
        var (cells, name) = (grid.Cells, grid.Name);
        var failed = cells.Quarantined > 0
            ? $", {cells.Quarantined} quarantined ('jsccgrid cells {name} --state quarantined' says why)"
            : "";
        return $"{name} is {grid.Status.Text()}: {cells.Committed} of {cells.Total} cells are done{failed}. "
            + $"'jsccgrid curves {name}' draws its curves.";
    }
}
