using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;

namespace JsccGrid.Client.Commands;

/// <summary><c>why CELL</c>: why a cell is where it is, in one line, and when it failed the last lines of its log.</summary>
internal static class WhyCommand
{
    public static Command Create(Terminal terminal)
    {
        var cell = Arguments.Cell();
        var command = new Command("why", "Say in one line why a cell is waiting, or what became of it.") { cell, SharedOptions.Json };
        command.SetPlaceAction(async (parsed, session, cancellationToken) =>
        {
            var work = await session.FindWorkAsync(parsed.GetRequiredValue(cell), cancellationToken);
            var live = await LiveWhyAsync(session, work, cancellationToken);
            var view = live?.Work;
            var why = live is null ? await StoredWhyAsync(session, work, cancellationToken) : live.Text();
            if (work.Algorithm is { } algorithm && AlgorithmText.Of(algorithm) is { } version) why += $"; {version}, and not gone on from";
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Json(new
                {
                    work.Id,
                    work.Label,
                    work.Grid,
                    work.Algorithm,
                    Why = why,
                    live?.Code,
                    live?.Queue?.Slots,
                    live?.Queue?.BusySlots,
                    live?.Queue?.CordonedWorkers,
                    Ahead = live?.Queue is null ? (int?)null : live.Ahead,
                    Stage = live?.Stage?.Label,
                    Status = view?.Status.Text(),
                    view?.Attempt,
                    view?.Failures,
                    view?.Cause,
                    view?.LostLeases,
                    view?.Preemptions,
                    view?.LogTail,
                });
                return ExitCode.Success;
            }
            terminal.Line($"{work.Id.Short}  {work.Label}: {why}");
            if (view is { Status: WorkStatus.Quarantined or WorkStatus.Backoff, LogTail: { Length: > 0 } tail })
            {
                terminal.Line("the last lines of its log:");
                foreach (var line in tail) terminal.Line($"  {line}");
            }
            return ExitCode.Success;
        });
        return command;
    }

    /// <returns>Null when no grain works on it.</returns>
    private static async Task<WorkExplanation?> LiveWhyAsync(GridSession session, FoundWork work, CancellationToken cancellationToken)
    {
        if (session.Live is not { } live) return null;
        var why = await live.CallAsync(grains => grains.Work(work.Id).WhyAsync(), cancellationToken);
        return why.Work.Status == WorkStatus.Unknown ? null : why;
    }

    private static async Task<string> StoredWhyAsync(GridSession session, FoundWork work, CancellationToken cancellationToken)
    {
        var (state, problem) = await StoredCounts.FindStateAsync(work.Id, session.Works, cancellationToken);
        if (problem is not null) return problem;
        if (state.IsCommitted && work.Id.IsCell)
            return (await session.Works.FindResultAsync(CellId.Parse(work.Id.Digits), cancellationToken)).Problem is { } damage
                ? $"committed; {damage}"
                : "committed";
        return state.IsCommitted ? "committed" : $"nothing works on it now; {StoredCounts.Describe(state)}";
    }
}
