using System.Runtime.CompilerServices;
using System.Text.Json;
using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Client.Stores;

/// <summary>What was submitted to a store.</summary>
internal sealed class GridSubmissions(IObjectStore store)
{
    private const string Folder = "grids";
    private const string FileName = "submission.json";

    public Task WriteAsync(GridSubmission submission, CancellationToken cancellationToken) => store.WriteAsync(
        Path(submission.Name), JsonSerializer.SerializeToUtf8Bytes(submission, ExperimentJson.Indented), WriteCondition.Always, cancellationToken);

    /// <exception cref="UserException">The store has no such grid.</exception>
    public async Task<GridSubmission> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is { } found) return found;
        var known = new List<string>();
        await foreach (var submission in ListAsync(cancellationToken)) known.Add(submission.Name);
        throw new UserException($"This store has no grid '{name}'. {(known.Count == 0 ? "It has none; --store names another store." : $"It has {string.Join(", ", known)}.")}");
    }

    /// <summary>All grids of the store, by name.</summary>
    public async IAsyncEnumerable<GridSubmission> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var name in store.ListAsync(Folder, cancellationToken))
            if (name.EndsWith($"/{FileName}", StringComparison.Ordinal) && await FindAsync(name.Split('/')[1], cancellationToken) is { } submission)
                yield return submission;
    }

    private async Task<GridSubmission?> FindAsync(string name, CancellationToken cancellationToken) =>
        await store.ReadAsync(Path(name), cancellationToken) is { } stored
            ? JsonSerializer.Deserialize<GridSubmission>(stored.Content.Span, ExperimentJson.Compact)
            : null;

    private static string Path(string name) => $"{Folder}/{name}/{FileName}";
}
