using System.Runtime.CompilerServices;
using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;

namespace JsccGrid.Client.Stores;

/// <summary>
/// Finds the cell or stage a person means among the grids of a place: by asking the grains, and where there are none or these
/// know of nothing like it, by going through what was submitted to the store.
/// </summary>
internal sealed class WorkLookup(GridSession session)
{
    private const int Shown = 10;

    /// <summary>The most that the grains are asked for; they match parts of words too: <c>B=8</c> in <c>B=80</c>.</summary>
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
                $"No cell or stage of the {session.Place.Description} matches '{text}'. Give the first digits of an id, or words of a label such as 'jscc-ae B=16 SNR=0'.");
        var list = string.Join('\n', matches.Values.Take(Shown).Select(work => $"  {work.Id.Short}  {work.Label}  (grid {work.Grid})"));
        var more = matches.Count > Shown;
        throw new UserException($"'{text}' matches {(more ? $"more than {Shown}" : matches.Count)} cells or stages; give more of the id or label:\n{list}{(more ? "\n  …" : "")}");
    }

    /// <summary>Whether a cell or stage has an id that begins with a text, or a label with all its words.</summary>
    internal static bool Matches(WorkId work, string label, string text)
    {
        var hash = work.Digits;
        return hash.StartsWith(text, StringComparison.Ordinal) || work.Value == text
            || text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => label.Split(' ').Contains(word));
    }

    /// <summary>As many as are needed to say that there are too many, and the one whose label is exactly the text.</summary>
    private static async Task<Dictionary<WorkId, FoundWork>> CollectAsync(IAsyncEnumerable<FoundWork> found, string text)
    {
        var matches = new Dictionary<WorkId, FoundWork>();
        await foreach (var work in found)
            if (matches.Count <= Shown || work.Label == text) matches[work.Id] = work;
        return matches;
    }

    /// <summary>
    /// The grains look for one text: the whole, and where that finds nothing, shard by shard for the words of it that need not stand
    /// together.
    /// </summary>
    private static async IAsyncEnumerable<FoundWork> FindLiveAsync(LiveGrains live, string text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var grid in await live.CallAsync(grains => grains.GetGrain<IGridCatalogGrain>(IGridCatalogGrain.Key).GetGridsAsync(), cancellationToken))
        {
            var found = await live.CallAsync(grains => grains.GetGrain<IGridGrain>(grid.Name).FindAsync(text, Asked), cancellationToken);
            var matches = found.Where(view => Matches(view.Work, view.Label, text)).ToList();
            foreach (var view in matches) yield return new FoundWork(view.Work, view.Label, grid.Name);
            if (matches.Count > 0 || !text.Contains(' ', StringComparison.Ordinal)) continue;
            for (var index = 0; index < grid.Shards; index++)
            {
                var shard = index;
                foreach (var view in await live.CallAsync(grains => grains.GetGrain<IGridGrain>(grid.Name).GetCellsAsync(shard), cancellationToken))
                    if (Matches(view.Work, view.Label, text)) yield return new FoundWork(view.Work, view.Label, grid.Name);
            }
        }
    }

    private async IAsyncEnumerable<FoundWork> FindStoredAsync(string text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var submission in session.Submissions.ListAsync(cancellationToken))
        {
            var grid = submission.Expand();
            foreach (var work in grid.Stages.Select(WorkSpec.Of).Concat(grid.Cells.Select(WorkSpec.Of)))
                if (Matches(work.Id, work.Label, text)) yield return new FoundWork(work.Id, work.Label, submission.Name);
        }
    }
}
