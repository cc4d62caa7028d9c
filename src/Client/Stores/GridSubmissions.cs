using System.Runtime.CompilerServices;
using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Grids;
using JsccGrid.Storage.Grids;

namespace JsccGrid.Client.Stores;

/// <summary>What was submitted to a store, as its user asks for it.</summary>
internal sealed class GridSubmissions(GridStore grids)
{
    /// <exception cref="UserException">The store has no such grid.</exception>
    public async Task<GridSubmission> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (GridStore.IsValidName(name) && await grids.ReadSubmissionAsync(name, cancellationToken) is { } found) return found;
        var known = await grids.ListAsync(cancellationToken);
        throw new UserException(
            $"This store has no grid '{name}'. {(known.Count == 0 ? "It has none; --store names another store." : $"It has {string.Join(", ", known)}.")}");
    }

    /// <summary>All grids of the store, by name.</summary>
    public async IAsyncEnumerable<GridSubmission> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var name in await grids.ListAsync(cancellationToken))
            if (await grids.ReadSubmissionAsync(name, cancellationToken) is { } submission)
                yield return submission;
    }
}
