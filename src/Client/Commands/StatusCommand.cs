using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Runs;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using Spectre.Console;

namespace JsccGrid.Client.Commands;

/// <summary><c>status [GRID]</c>: where the grids of a store stand, live while a run works on it.</summary>
internal static class StatusCommand
{
    public static Command Create(Terminal terminal)
    {
        var grid = new Argument<string?>("grid") { Description = "Default: all grids of the store.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("status", "Show where the grids of a store stand.") { grid, SharedOptions.Store, SharedOptions.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await StoreSession.OpenAsync(parsed.GetRequiredValue(SharedOptions.Store), cancellationToken);
            var json = parsed.GetValue(SharedOptions.Json);
            if (parsed.GetValue(grid) is { } name)
            {
                await ShowAsync(await session.Submissions.ReadAsync(name, cancellationToken), session, terminal, json, cancellationToken);
                return ExitCode.Success;
            }
            await foreach (var submission in session.Submissions.ListAsync(cancellationToken))
                await ShowAsync(submission, session, terminal, json, cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task ShowAsync(
        GridSubmission submission, StoreSession session, Terminal terminal, bool json, CancellationToken cancellationToken)
    {
        if (session.Live is { } grains && await grains.GetGrain<IGridGrain>(submission.Name).GetSnapshotAsync() is { Status: not GridStatus.Unknown } snapshot)
        {
            if (json)
            {
                terminal.Json(new { snapshot.Name, Live = true, snapshot.Status, snapshot.Cells, snapshot.Stages });
                return;
            }
            var workers = await grains.GetGrain<IWorkerPoolGrain>(IWorkerPoolGrain.Key).GetWorkersAsync();
            terminal.Console.Write(LiveView.Draw(new RunFrame(snapshot, [], workers, TimeProvider.System.GetUtcNow() - snapshot.SubmittedAt, null)));
            return;
        }

        var grid = submission.Expand();
        var cells = await StandAsync(grid.Cells.Select(cell => WorkId.Of(cell.Id)), session, cancellationToken);
        var stages = await StandAsync(grid.Stages.Select(stage => WorkId.Of(stage.Key)), session, cancellationToken);
        if (json) terminal.Json(new { submission.Name, Live = false, Cells = cells, Stages = stages });
        else
            terminal.Line($"{submission.Name} on '{submission.Data.Name}', submitted {submission.SubmittedAt:u}: {cells.Committed} of {cells.Total} cells done"
                + $", {cells.Checkpointed} with a checkpoint to go on from; {stages.Committed} of {stages.Total} shared stages done. Nothing runs on this store now.");
    }

    private static async Task<StoredCounts> StandAsync(IEnumerable<WorkId> works, StoreSession session, CancellationToken cancellationToken)
    {
        var counts = new StoredCounts(0, 0, 0);
        foreach (var work in works)
        {
            var state = await session.Works.ReadStateAsync(work, cancellationToken);
            counts = new StoredCounts(
                counts.Total + 1,
                counts.Committed + (state.IsCommitted ? 1 : 0),
                counts.Checkpointed + (!state.IsCommitted && state.CheckpointStep is not null ? 1 : 0));
        }
        return counts;
    }

    private sealed record StoredCounts(int Total, int Committed, int Checkpointed);
}
