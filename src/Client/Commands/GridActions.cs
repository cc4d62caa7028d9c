using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Stores;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;

namespace JsccGrid.Client.Commands;

/// <summary><c>pause GRID</c>, <c>resume GRID</c>, <c>cancel GRID</c>, <c>priority GRID N</c>.</summary>
internal static class GridActions
{
    public static Command CreatePause(Terminal terminal) => Create(
        terminal, "pause", "Stop training a grid's cells after a checkpoint, until 'resume'.", (grid, _) => grid.PauseAsync(),
        after => after.Status == GridStatus.Finished
            ? $"{after.Name} is finished; there is nothing to pause"
            : $"{after.Name} is paused: {after.Cells.Committed} of {after.Cells.Total} cells are done; "
                + "what was training hands its cell back after a checkpoint");

    public static Command CreateResume(Terminal terminal) => Create(
        terminal, "resume", "Go on with a paused or cancelled grid.", (grid, _) => grid.ResumeAsync(),
        after => after.Status == GridStatus.Finished
            ? $"{after.Name} is finished; there is nothing to resume"
            : $"{after.Name} goes on: {after.Cells.Total - after.Cells.Final} of {after.Cells.Total} cells are left");

    public static Command CreateCancel(Terminal terminal)
    {
        var grid = Arguments.SubmittedGrid();
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var command = new Command("cancel", "Give up a grid's unfinished cells, except those that another grid wants too.")
        {
            grid, yes, SharedOptions.Json
        };
        command.SetChangeAction(async (parsed, session, live, cancellationToken) =>
        {
            var before = await new LiveGrids(session, live).RequireAsync(parsed.GetRequiredValue(grid), cancellationToken);
            var left = before.Cells.Total - before.Cells.Final;
            if (!Confirmation.Ask(
                    terminal, $"Give up {left} unfinished cells of {before.Name}? Results and checkpoints stay in the store.",
                    parsed.GetValue(yes)))
                return ExitCode.Interrupted;
            return await ChangeAsync(parsed, session, live, terminal, before.Name, found => found.CancelAsync(),
                after => $"{after.Name} is cancelled: {after.Cells.Committed} of {after.Cells.Total} cells are done and stay; "
                    + $"'jsccgrid resume {after.Name}' takes the rest up again",
                cancellationToken);
        });
        return command;
    }

    public static Command CreatePriority(Terminal terminal)
    {
        var grid = Arguments.SubmittedGrid();
        var priority = NumberOption.WholeArgument(
            "priority", Arguments.PriorityBounds, "Grids of a higher number are served first; those of the same share the slots.");
        var command = new Command("priority", "Change a grid's priority; what trains goes on.") { grid, priority, SharedOptions.Json };
        command.SetChangeAction((parsed, session, live, cancellationToken) => ChangeAsync(
            parsed, session, live, terminal, parsed.GetRequiredValue(grid),
            found => found.SetPriorityAsync(parsed.GetRequiredValue(priority)),
            after => $"{after.Name} has priority {after.Priority}", cancellationToken));
        return command;
    }

    private static Command Create(
        Terminal terminal, string verb, string description, Func<IGridGrain, ParseResult, Task> action, Func<GridSnapshot, string> outcome)
    {
        var grid = Arguments.SubmittedGrid();
        var command = new Command(verb, description) { grid, SharedOptions.Json };
        command.SetChangeAction((parsed, session, live, cancellationToken) => ChangeAsync(
            parsed, session, live, terminal, parsed.GetRequiredValue(grid), found => action(found, parsed), outcome, cancellationToken));
        return command;
    }

    private static async Task<int> ChangeAsync(
        ParseResult parsed, GridSession session, LiveGrains live, Terminal terminal, string name,
        Func<IGridGrain, Task> action, Func<GridSnapshot, string> outcome, CancellationToken cancellationToken)
    {
        var grids = new LiveGrids(session, live);
        await grids.RequireAsync(name, cancellationToken);
        await live.CallAsync(grains => action(grains.GetGrain<IGridGrain>(name)), cancellationToken);
        var after = await grids.RequireAsync(name, cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
            terminal.Json(new { after.Name, Status = after.Status.Text(), after.Priority, after.Cells, after.Stages });
        else terminal.Line(outcome(after));
        return ExitCode.Success;
    }
}
