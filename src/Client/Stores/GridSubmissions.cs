using System.Runtime.CompilerServices;
using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Yaml;
using JsccGrid.Storage;
using JsccGrid.Storage.Grids;

namespace JsccGrid.Client.Stores;

/// <summary>What was submitted to a store, as its user asks for it.</summary>
internal sealed class GridSubmissions(GridStore grids, GridPlace place, List<string> problems)
{
    /// <exception cref="UserException">The store has no such grid.</exception>
    public async Task<GridSubmission> ReadAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken) ?? throw Unknown(name, await grids.ListAsync(cancellationToken));

    /// <returns>Null when the store has no such grid.</returns>
    public async Task<GridSubmission?> FindAsync(string name, CancellationToken cancellationToken) =>
        GridStore.IsValidName(name) ? await grids.ReadSubmissionAsync(name, cancellationToken) : null;

    /// <summary>All grids of the store, by name; one that is damaged is passed over and said.</summary>
    public async IAsyncEnumerable<GridSubmission> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var name in await grids.ListAsync(cancellationToken))
            if (await TryReadAsync(name, cancellationToken) is { } submission)
                yield return submission;
    }

    /// <returns>Null also when it is damaged, which is said.</returns>
    public async Task<GridSubmission?> TryReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(name, cancellationToken);
        }
        catch (Exception exception) when (exception is StoreCorruptException or StoreAccessException)
        {
            problems.Add(exception.Message);
            return null;
        }
    }

    public Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellationToken) => grids.ListAsync(cancellationToken);

    public UserException Unknown(string name, IReadOnlyCollection<string> known) => new(known.Contains(name)
        ? $"Of the grid '{name}' the {place.Description} has no submission.json, which says what was asked for. "
            + "Submit it again; what is committed is not trained again."
        : $"There is no grid '{name}' in the {place.Description}. "
            + $"{(known.Count == 0 ? "It has none; --store and --cluster name other places." : Suggestion.For(name, known))}");
}
