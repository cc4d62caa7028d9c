using System.Runtime.CompilerServices;
using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Storage.Grids;

/// <summary>Expanded grids in a store.</summary>
/// <exception cref="StoreCorruptException">Every method that reads: an object is damaged.</exception>
/// <exception cref="IOException">Every method: the medium failed.</exception>
public sealed class GridStore(IObjectStore objects)
{
    private const string Cure = "Submit the grid again.";

    /// <summary>Whether a text can name a grid: one segment of an object name.</summary>
    public static bool IsValidName(string? name) => ObjectName.IsSegment(name);

    public Task WriteShardAsync(string grid, int shard, IReadOnlyList<CellSpec> cells, CancellationToken cancellationToken = default) =>
        objects.WriteJsonAsync(StoreLayout.GridShard(grid, shard), cells, ExperimentJson.Compact, WriteCondition.Always, cancellationToken);

    /// <summary>Completes a submission: shards beyond the record's are deleted.</summary>
    public async Task WriteAsync(GridRecord record, CancellationToken cancellationToken = default)
    {
        var (grid, shards) = (record.Name, record.Shards);
        await WriteRecordAsync(record, cancellationToken);
        var kept = Enumerable.Range(0, shards).Select(shard => StoreLayout.GridShard(grid, shard)).ToHashSet(StringComparer.Ordinal);
        await foreach (var shard in objects.ListAsync(StoreLayout.GridShards(grid), cancellationToken))
        {
            if (!kept.Contains(shard.Name)) await objects.DeleteAsync(shard.Name, cancellationToken);
        }
    }

    /// <summary>Writes the record of a grid whose shards are there.</summary>
    public Task WriteRecordAsync(GridRecord record, CancellationToken cancellationToken = default) =>
        objects.WriteJsonAsync(StoreLayout.Grid(record.Name), record, ExperimentJson.Indented, WriteCondition.Always, cancellationToken);

    /// <returns>Null when there is no such grid.</returns>
    /// <exception cref="StoreCorruptException">It was written by a later version of this program.</exception>
    public async Task<GridRecord?> ReadAsync(string grid, CancellationToken cancellationToken = default)
    {
        var name = StoreLayout.Grid(grid);
        var record = await objects.ReadJsonAsync<GridRecord>(name, Cure, cancellationToken);
        StoreCorruptException.ThrowIfLater(name, record?.Format, GridRecord.CurrentFormat);
        if (record is not null) RequireName(name, grid, record.Name);
        return record is null or { Shards: >= 0, Cells: >= 0 }
            ? record
            : throw new StoreCorruptException($"{name} is damaged: it counts {record.Shards} shards and {record.Cells} cells. {Cure}");
    }

    public Task WriteSubmissionAsync(GridSubmission submission, CancellationToken cancellationToken = default) =>
        objects.WriteJsonAsync(
            StoreLayout.Submission(submission.Name), submission, ExperimentJson.Indented, WriteCondition.Always, cancellationToken);

    /// <returns>Null when there is no such grid.</returns>
    /// <exception cref="StoreCorruptException">It was written by a later version of this program.</exception>
    public async Task<GridSubmission?> ReadSubmissionAsync(string grid, CancellationToken cancellationToken = default)
    {
        var name = StoreLayout.Submission(grid);
        var submission = await objects.ReadJsonAsync<GridSubmission>(name, Cure, cancellationToken);
        if (submission is null) return null;
        StoreCorruptException.ThrowIfLater(name, submission.Format, GridSubmission.CurrentFormat);
        RequireName(name, grid, submission.Name);
        RequireInputs(name, submission.Data, submission.Weights);
        foreach (var sweep in submission.Definition.Sweeps) RequireKnown(name, sweep.Scheme, sweep.Axes.Select(axis => axis.Key));
        if (ExpandedGrid.Count(submission.Definition) is var count && count > GridDefinition.MaxCells)
            throw new StoreCorruptException($"{name} is damaged: it asks for {count} cells. {Cure}");
        return submission;
    }

    /// <summary>The cells of a grid in their order; none when there is no such grid.</summary>
    public async IAsyncEnumerable<CellSpec> ReadCellsAsync(
        string grid, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var shards = (await ReadAsync(grid, cancellationToken))?.Shards ?? 0;
        for (var shard = 0; shard < shards; shard++)
            foreach (var cell in await ReadShardAsync(grid, shard, cancellationToken)) yield return cell;
    }

    /// <summary>The cells of one shard in their order.</summary>
    /// <exception cref="StoreCorruptException">It is missing.</exception>
    public async Task<IReadOnlyList<CellSpec>> ReadShardAsync(string grid, int shard, CancellationToken cancellationToken = default)
    {
        var name = StoreLayout.GridShard(grid, shard);
        var cells = await objects.ReadJsonAsync<EquatableList<CellSpec>>(name, Cure, cancellationToken)
            ?? throw new StoreCorruptException($"{name} is missing. {Cure}");
        foreach (var cell in cells)
        {
            RequireInputs(name, cell.Data, cell.Weights);
            RequireKnown(name, cell.Scheme, cell.Coordinates.Select(at => at.Key));
        }
        return cells;
    }

    /// <summary>Refuses what a later version wrote: which cells it means is not known.</summary>
    private static void RequireKnown(string name, Scheme scheme, IEnumerable<string> keys)
    {
        if (!scheme.IsKnown) throw new StoreCorruptException($"{name} cannot be used. {SchemeCatalog.WhyUnknown(scheme.Name)}");
        if (keys.FirstOrDefault(key => scheme.Axes.All(axis => axis.Key != key)) is { } other)
            throw new StoreCorruptException($"{name} cannot be used. {scheme.Name} has no coordinate '{other}' in this version.");
    }

    /// <summary>Forgets a grid. Its cells stay; what no other grid wants of them goes when the store is swept.</summary>
    public async Task DeleteAsync(string grid, CancellationToken cancellationToken = default)
    {
        await objects.DeleteAsync(StoreLayout.Submission(grid), cancellationToken);
        await objects.DeleteAsync(StoreLayout.Grid(grid), cancellationToken);
        await foreach (var shard in objects.ListAsync(StoreLayout.GridShards(grid), cancellationToken))
            await objects.DeleteAsync(shard.Name, cancellationToken);
    }

    /// <summary>A grid's name becomes a folder where its figures go, so it is not taken from whoever wrote the file.</summary>
    private static void RequireName(string name, string grid, string found)
    {
        if (!IsValidName(grid) || found != grid)
            throw new StoreCorruptException($"{name} calls its grid '{found}' and not '{grid}', as its folder does. {Cure}");
    }

    /// <summary>Hashes become names of objects and, on workers, of files.</summary>
    private static void RequireInputs(string name, DataSetReference data, WeightsReference? weights)
    {
        if (!ObjectName.IsSegment(data.Fingerprint))
            throw new StoreCorruptException($"{name} is damaged: '{data.Fingerprint}' is no fingerprint of a data set. {Cure}");
        if (weights is not null && !ObjectName.IsSegment(weights.Sha256))
            throw new StoreCorruptException($"{name} is damaged: '{weights.Sha256}' is no SHA-256 of weights. {Cure}");
    }

    /// <summary>The names of all grids, ordinal order.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken = default)
    {
        var grids = new List<string>();
        await foreach (var info in objects.ListAsync(StoreLayout.GridsFolder, cancellationToken))
        {
            if (StoreLayout.GridOf(info.Name) is { } grid && info.Name == StoreLayout.Grid(grid)) grids.Add(grid);
        }
        return grids.AsReadOnly();
    }
}
