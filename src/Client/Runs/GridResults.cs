using System.Collections.Immutable;
using JsccGrid.Client.Reports;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Storage;
using JsccGrid.Storage.Works;

namespace JsccGrid.Client.Runs;

/// <summary>What a store holds of a grid's results, in the order of the grid. A cell that cannot be read keeps no other from it.</summary>
/// <param name="Results">Verified; their specifications are the grid's.</param>
/// <param name="Unfinished">The other cells.</param>
/// <param name="Repairs">What was wrong with results that could be read all the same, one sentence each.</param>
internal sealed record GridResults(
    IReadOnlyList<CellResult> Results, IReadOnlyList<UnfinishedCell> Unfinished, IReadOnlyList<string> Repairs)
{
    /// <param name="cells">The cells of the grid.</param>
    /// <param name="store">Where the results are.</param>
    /// <param name="quarantined">Cells that failed for good, with their reasons.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<GridResults> ReadAsync(
        IReadOnlyList<CellSpec> cells, WorkStore store, ImmutableArray<WorkSnapshot> quarantined, CancellationToken cancellationToken)
    {
        var reasons = quarantined.DistinctBy(view => view.Work).ToDictionary(view => view.Work, view => view.Reason ?? "no reason given");
        var read = new (StoredResult Stored, UnfinishedCell? Unfinished)[cells.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = StoredCounts.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, cells.Count, parallel, async (index, cancelled) =>
            read[index] = await ReadAsync(cells[index], store, reasons, cancelled));
        return new GridResults(
            [.. cells.Zip(read)
                .Where(cell => cell.Second.Stored.Result is not null)
                .Select(cell => cell.Second.Stored.Result! with { Spec = cell.First })],
            [.. read.Select(cell => cell.Unfinished).OfType<UnfinishedCell>()],
            [.. read.Where(cell => cell.Unfinished is null).Select(cell => cell.Stored.Problem).OfType<string>()]);
    }

    private static async Task<(StoredResult Stored, UnfinishedCell? Unfinished)> ReadAsync(
        CellSpec cell, WorkStore store, Dictionary<WorkId, string> quarantined, CancellationToken cancellationToken)
    {
        try
        {
            var stored = await store.FindResultAsync(cell.Id, cancellationToken);
            if (stored.Result is not null) return (stored, null);
            if (quarantined.TryGetValue(WorkId.Of(cell.Id), out var reason))
                return (stored, new UnfinishedCell(cell, UnfinishedState.Quarantined, reason));
            return (stored, stored.Problem is { } problem
                ? new UnfinishedCell(cell, UnfinishedState.Damaged, problem)
                : new UnfinishedCell(
                    cell, UnfinishedState.Missing,
                    StoredCounts.Describe(await store.ReadStateAsync(WorkId.Of(cell.Id), cancellationToken))));
        }
        catch (Exception exception) when (exception is StoreCorruptException or StoreAccessException)
        {
            return (new StoredResult(null, exception.Message), new UnfinishedCell(cell, UnfinishedState.Damaged, exception.Message));
        }
    }
}
