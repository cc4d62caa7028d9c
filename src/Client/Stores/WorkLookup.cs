using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.Client.Stores;

/// <summary>Finds the cell or stage a person means among the grids of a store.</summary>
internal sealed class WorkLookup(GridSubmissions submissions)
{
    private const int Shown = 10;

    /// <param name="text">The first digits of an id, or words of a label such as <c>jscc-ae B=16 SNR=0</c>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="UserException">Nothing or more than one thing matches.</exception>
    public async Task<WorkSpec> FindAsync(string text, CancellationToken cancellationToken)
    {
        var matches = new Dictionary<WorkId, WorkSpec>();
        await foreach (var submission in submissions.ListAsync(cancellationToken))
        {
            var grid = submission.Expand();
            foreach (var work in grid.Stages.Select(WorkSpec.Of).Concat(grid.Cells.Select(WorkSpec.Of)))
                if (Matches(work, text)) matches[work.Id] = work;
        }
        if (matches.Count == 1) return matches.Values.Single();
        if (matches.Values.Where(work => work.Label == text).ToList() is [var exact]) return exact;
        if (matches.Count == 0)
            throw new UserException($"No cell or stage of this store matches '{text}'. Give the first digits of an id, or words of a label such as 'jscc-ae B=16 SNR=0'.");
        var list = string.Join('\n', matches.Values.Take(Shown).Select(work => $"  {work.Id.Short}  {work.Label}  ({work.Data.Name})"));
        throw new UserException($"'{text}' matches {matches.Count} cells or stages; give more of the id or label:\n{list}{(matches.Count > Shown ? "\n  …" : "")}");
    }

    private static bool Matches(WorkSpec work, string text)
    {
        var hash = work.Id.Value[(work.Id.Value.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return hash.StartsWith(text, StringComparison.Ordinal) || work.Id.Value == text
            || text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => work.Label.Split(' ').Contains(word));
    }
}
