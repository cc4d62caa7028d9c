using System.CommandLine;
using System.Runtime.CompilerServices;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Yaml;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;

namespace JsccGrid.Client.Commands;

/// <summary><c>cells GRID</c>: a line for each cell, shard by shard, so that large grids begin to print at once.</summary>
internal static class CellsCommand
{
    /// <summary>Everything but what is committed.</summary>
    private const string Unfinished = "unfinished";

    public static Command Create(Terminal terminal)
    {
        var grid = Arguments.SubmittedGrid();
        var states = StatusNames.Works.Append(Unfinished).ToList();
        var state = new Option<string?>("--state")
        {
            Description = $"Only cells that are {string.Join(", ", states)}.",
            HelpName = "state"
        };
        var scheme = new Option<string?>("--scheme")
        {
            Description = $"Only cells of one scheme: {string.Join(", ", SchemeCatalog.Names)}, or one of the grid's own.",
            HelpName = "scheme"
        };
        state.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } value && !states.Contains(value))
                result.AddError($"--state: there is no '{value}'. {Suggestion.For(value, states)}");
        });
        var command = new Command("cells", "List a grid's cells: id, state, attempt, and what there is to say.")
        {
            grid, state, scheme, SharedOptions.Json
        };
        command.SetPlaceAction(async (parsed, session, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(grid);
            var (wantedState, wantedScheme, json) = (parsed.GetValue(state), parsed.GetValue(scheme), parsed.GetValue(SharedOptions.Json));
            var live = session.Live is { } grains && await new LiveGrids(session, grains).FindAsync(name, cancellationToken) is { } snapshot
                ? LiveRowsAsync(session, grains, snapshot, cancellationToken)
                : null;
            var schemes = new HashSet<string>();
            await foreach (var row in live ?? StoredRowsAsync(session, name, cancellationToken))
            {
                schemes.Add(WorkSpec.KindOf(row.Label));
                if (wantedScheme is not null && WorkSpec.KindOf(row.Label) != wantedScheme) continue;
                if (wantedState is not null && row.State != wantedState
                    && !(wantedState == Unfinished && row.State != WorkStatus.Committed.Text())) continue;
                if (json) terminal.Json(row);
                else
                    terminal.Line($"{row.Id.Short}  {row.State,-11}  {(row.Attempt == 0
                        ? "" : $"attempt {row.Attempt}"),-10}  {row.Label,-36}  {row.Detail}".TrimEnd());
            }
            schemes.UnionWith(SchemeCatalog.Names);
            if (wantedScheme is not null && !schemes.Contains(wantedScheme))
                throw new UserException(
                    $"--scheme: '{name}' has no cells of '{OneLine.Shown(wantedScheme)}'. {Suggestion.For(wantedScheme, schemes)}");
            return ExitCode.Success;
        });
        return command;
    }

    private static async IAsyncEnumerable<Row> LiveRowsAsync(
        GridSession session, LiveGrains live, GridSnapshot grid, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var workers = await live.CallAsync(
            grains => grains.Pool().GetWorkersAsync(), cancellationToken);
        var slots = workers.SelectMany(worker => worker.Slots).ToLookup(slot => slot.Work);
        var algorithm = await new LiveGrids(session, live).AlgorithmOfAsync(grid, cancellationToken);
        for (var index = 0; index < grid.Shards; index++)
        {
            var shard = index;
            foreach (var view in await live.CallAsync(
                grains => grains.GetGrain<IGridGrain>(grid.Name).GetCellsAsync(shard), cancellationToken))
            {
                var progress = slots[view.Work].FirstOrDefault(slot => slot.Attempt == view.Attempt)?.Progress;
                if (view.Work.IsCell) yield return Row.Of(view, progress, algorithm);
            }
        }
    }

    private static async IAsyncEnumerable<Row> StoredRowsAsync(
        GridSession session, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var submission = await session.Submissions.ReadAsync(name, cancellationToken);
        foreach (var cells in submission.Expand().Cells.Chunk(StoredCounts.Concurrency))
            foreach (var row in await Task.WhenAll(cells.Select(cell => StoredRowAsync(session, cell, cancellationToken))))
                yield return row;
    }

    private static async Task<Row> StoredRowAsync(GridSession session, CellSpec cell, CancellationToken cancellationToken)
    {
        var id = WorkId.Of(cell.Id);
        var (state, problem) = await StoredCounts.FindStateAsync(id, session.Works, cancellationToken);
        if (problem is not null) return new Row(id, cell.Label, Unfinished, 0, problem, cell.Algorithm);
        var toGoOn = AlgorithmText.Of(cell.Algorithm) is null ? " to go on from" : "";
        return new Row(
            id, cell.Label, state.IsCommitted ? WorkStatus.Committed.Text() : Unfinished, state.Attempt,
            Row.WithVersion(
                state is { IsCommitted: false, CheckpointStep: { } step } ? $"a checkpoint at step {step}{toGoOn}" : "", cell.Algorithm),
            cell.Algorithm);
    }

    private sealed record Row(WorkId Id, string Label, string State, int Attempt, string Detail, int Algorithm)
    {
        public static Row Of(WorkSnapshot view, WorkProgress? progress, int algorithm) => new(
            view.Work, view.Label, view.Status.Text(), view.Attempt, WithVersion(Describe(view, progress), algorithm), algorithm);

        /// <summary>What there is to say, with the version of a cell that is of another than this program's.</summary>
        public static string WithVersion(string detail, int algorithm) =>
            string.Join("; ", new[] { detail, AlgorithmText.Of(algorithm) }.Where(part => !string.IsNullOrEmpty(part)));

        private static string Describe(WorkSnapshot view, WorkProgress? progress) => view.Status switch
        {
            WorkStatus.Leased => FormattableString.Invariant($"{view.Worker}/{view.Slot}{At(progress)}"),
            WorkStatus.Waiting => $"waits for {string.Join(", ", view.MissingStages.Select(stage => stage.Short))}",
            WorkStatus.Committed => "",
            _ => (view.Reason ?? "").Split('\n')[0],
        };

        private static string At(WorkProgress? progress) =>
            progress is null ? "" : FormattableString.Invariant($", {progress.Phase} {100 * progress.Fraction:0} %");
    }
}
