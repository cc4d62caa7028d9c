using System.Runtime.CompilerServices;
using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Client.Stores;

/// <summary>
/// Finds the cell or stage a person means among the grids of a place: by asking the grains, and where there are none or these
/// know of nothing like it, by going through what was submitted to the store.
/// </summary>
internal sealed class WorkLookup(GridSession session)
{
    private const int Shown = 10;

    /// <summary>The most that a grid is asked for: among them is to be the one whose label is exactly the text.</summary>
    private const int Asked = 500;

    /// <param name="text">The first digits of an id, or words of a label such as <c>jscc-ae B=16 SNR=0</c>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="UserException">Nothing or more than one thing matches.</exception>
    public async Task<FoundWork> FindAsync(string text, CancellationToken cancellationToken)
    {
        var matches = session.Live is { } live ? await CollectAsync(FindLiveAsync(live, text, cancellationToken), text) : [];
        if (matches.Count == 0) matches = await CollectAsync(FindStoredAsync(text, cancellationToken), text);
        if (matches.Count == 1) return matches.Values.Single();
        if (matches.Values.Where(work => work.Label == text).ToList() is [var exact]) return exact;
        if (matches.Count == 0)
            throw new UserException(
                $"No cell or stage of the {session.Place.Description} matches '{text}'. "
                + "Give the first digits of an id, or words of a label such as 'jscc-ae B=16 SNR=0'.");
        var list = string.Join('\n', matches.Values.Take(Shown).Select(work => $"  {work.Id.Short}  {work.Label}  (grid {work.Grid})"));
        var more = matches.Count > Shown;
        throw new UserException($"'{text}' matches {(more ? $"more than {Shown}" : matches.Count)} cells or stages; "
            + $"give more of the id or label:\n{list}{(more ? "\n  …" : "")}");
    }

    /// <summary>As many as are needed to say that there are too many, and the one whose label is exactly the text.</summary>
    private static async Task<Dictionary<WorkId, FoundWork>> CollectAsync(IAsyncEnumerable<FoundWork> found, string text)
    {
        var matches = new Dictionary<WorkId, FoundWork>();
        await foreach (var work in found)
            if (matches.Count <= Shown || work.Label == text) matches[work.Id] = work;
        return matches;
    }

    private static async IAsyncEnumerable<FoundWork> FindLiveAsync(
        LiveGrains live, string text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var grid in await live.CallAsync(
            grains => grains.Catalog().GetGridsAsync(), cancellationToken))
        {
            var found = await live.CallAsync(grains => grains.GetGrain<IGridGrain>(grid.Name).FindAsync(text, Asked), cancellationToken);
            foreach (var view in found.Select(known => known.Snapshot)) yield return new FoundWork(view.Work, view.Label, grid.Name);
        }
    }

    private async IAsyncEnumerable<FoundWork> FindStoredAsync(string text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var submission in session.Submissions.ListAsync(cancellationToken))
        {
            var grid = submission.Expand();
            foreach (var work in grid.Stages.Select(WorkSpec.Of).Concat(grid.Cells.Select(WorkSpec.Of)))
                if (WorkSearch.Matches(work.Id, work.Label, text))
                    yield return new FoundWork(work.Id, work.Label, submission.Name, work.Algorithm);
        }
    }
}
