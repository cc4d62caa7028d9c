using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Runs;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Presentation;

namespace JsccGrid.Client.Commands;

/// <summary><c>status [GRID]</c>: where grids stand, live while something works on them.</summary>
internal static class StatusCommand
{
    public static Command Create(Terminal terminal)
    {
        var grid = new Argument<string?>("grid") { Description = "Default: all grids.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("status", "Show where grids stand, and what the workers do.") { grid, SharedOptions.Json };
        command.SetPlaceAction(async (parsed, session, cancellationToken) =>
        {
            var status = new StatusPrinter(session, terminal, parsed.GetValue(SharedOptions.Json));
            if (parsed.GetValue(grid) is { } name) await status.ShowAsync(name, cancellationToken);
            else await status.ShowAllAsync(cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }

    private sealed class StatusPrinter(GridSession session, Terminal terminal, bool json)
    {
        public async Task ShowAsync(string name, CancellationToken cancellationToken)
        {
            if (session.Live is { } live && await new LiveGrids(session, live).FindAsync(name, cancellationToken) is { } snapshot)
            {
                await ShowLiveAsync(live, snapshot, cancellationToken);
                await ShowSlotsAsync(live, cancellationToken);
            }
            else
            {
                await ShowStoredAsync(await session.Submissions.ReadAsync(name, cancellationToken), cancellationToken);
            }
        }

        public async Task ShowAllAsync(CancellationToken cancellationToken)
        {
            var grids = session.Live is { } live ? await new LiveGrids(session, live).ListAsync(cancellationToken) : [];
            foreach (var snapshot in grids) await ShowLiveAsync(session.Live!, snapshot, cancellationToken);
            if (session.Live is not null && !json) await ShowSlotsAsync(session.Live, cancellationToken);
            var shown = grids.Length;
            foreach (var name in (await session.Submissions.ListNamesAsync(cancellationToken))
                    .Where(name => grids.All(grid => grid.Name != name)))
            {
                if (await session.Submissions.TryReadAsync(name, cancellationToken) is not { } submission) continue;
                await ShowStoredAsync(submission, cancellationToken);
                shown++;
            }
            if (shown == 0 && session.Problems.Count == 0 && !json) terminal.Line($"The {session.Place.Description} has no grids.");
        }

        private async Task ShowLiveAsync(LiveGrains live, GridSnapshot snapshot, CancellationToken cancellationToken)
        {
            var algorithm = await new LiveGrids(session, live).AlgorithmOfAsync(snapshot, cancellationToken);
            if (json)
            {
                terminal.Json(new
                {
                    snapshot.Name, Live = true, Status = snapshot.Status.Text(), snapshot.Priority, Algorithm = algorithm, snapshot.Cells,
                    snapshot.Stages,
                });
                return;
            }
            terminal.Console.Write(LiveRenderer.DrawGrid(
                new RunFrame(snapshot, [], [], TimeProvider.System.GetUtcNow() - snapshot.SubmittedAt, null),
                terminal.Console.Profile.Width));
            if (AlgorithmText.OfGrid(algorithm) is { } former) terminal.Line(former);
        }

        private async Task ShowSlotsAsync(LiveGrains live, CancellationToken cancellationToken)
        {
            if (json) return;
            var workers = await live.CallAsync(
                grains => grains.Pool().GetWorkersAsync(), cancellationToken);
            terminal.Console.Write(SlotTable.Draw(workers, int.MaxValue));
        }

        private async Task ShowStoredAsync(GridSubmission submission, CancellationToken cancellationToken)
        {
            var grid = submission.Expand();
            var former = AlgorithmText.OfGrid(submission.AlgorithmOfCells);
            var cells = await StoredCounts.CountAsync([.. grid.Cells.Select(cell => WorkId.Of(cell.Id))], session.Works, cancellationToken);
            var stages = await StoredCounts.CountAsync(
                [.. grid.Stages.Select(stage => WorkId.Of(stage.Key))], session.Works, cancellationToken);
            session.Problems.AddRange([.. cells.Problems, .. stages.Problems]);
            if (json)
            {
                terminal.Json(new
                {
                    submission.Name, Live = false, Algorithm = submission.AlgorithmOfCells, Cells = cells, Stages = stages,
                });
            }
            else
            {
                terminal.Line($"{submission.Name} on '{submission.Data.Name}', submitted {submission.SubmittedAt:u}: "
                    + $"{cells.Committed} of {cells.Total} cells done"
                    + $", {cells.Checkpointed} with a checkpoint{(former is null ? " to go on from" : "")}; "
                    + $"{stages.Committed} of {stages.Total} shared stages done. "
                    + (session.Live is null ? $"{session.Absence} {former}".TrimEnd()
                        : former ?? "Nothing works on it; submit it again to go on."));
            }
        }
    }
}
