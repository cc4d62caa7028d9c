using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Storage.Collection;

/// <summary>What the grids of a store want: ids and nothing else is held of each cell.</summary>
internal sealed class StoreDemand
{
    private readonly HashSet<WorkId> works = [];
    private readonly HashSet<string> inputs = [];
    private readonly Dictionary<string, int> shards = new(StringComparer.Ordinal);

    private StoreDemand(IReadOnlyList<ObjectInfo> heads) => Heads = heads;

    /// <summary>The objects that say which grids there are; a change of them is a change of the demand.</summary>
    public IReadOnlyList<ObjectInfo> Heads { get; }

    /// <exception cref="StoreCorruptException">What a grid wants cannot be read: then nothing can be said to be unwanted.</exception>
    public static async Task<StoreDemand> ReadAsync(IObjectStore objects, CancellationToken cancellationToken)
    {
        var demand = new StoreDemand(await ReadHeadsAsync(objects, cancellationToken));
        var grids = new GridStore(objects);
        foreach (var grid in demand.Heads.Select(head => StoreLayout.GridOf(head.Name)!).Distinct())
            await demand.AddAsync(grids, grid, cancellationToken);
        return demand;
    }

    public static async Task<IReadOnlyList<ObjectInfo>> ReadHeadsAsync(IObjectStore objects, CancellationToken cancellationToken)
    {
        var heads = new List<ObjectInfo>();
        await foreach (var info in objects.ListAsync(StoreLayout.GridsFolder, cancellationToken))
        {
            if (StoreLayout.GridOf(info.Name) is { } grid
                && (info.Name == StoreLayout.Grid(grid) || info.Name == StoreLayout.Submission(grid))) heads.Add(info);
        }
        return heads;
    }

    public bool Wants(WorkId work) => works.Contains(work);

    public bool WantsInput(string name) => inputs.Contains(name);

    public bool WantsShard(string grid, int shard) => shards.TryGetValue(grid, out var count) && shard < count;

    private async Task AddAsync(GridStore grids, string grid, CancellationToken cancellationToken)
    {
        // While a grid is being submitted again its shards may still be those of before, or of both: all of them are wanted.
        var record = await grids.ReadAsync(grid, cancellationToken);
        var submission = await grids.ReadSubmissionAsync(grid, cancellationToken);
        shards[grid] = record?.Shards ?? int.MaxValue;
        if (submission is not null)
            foreach (var cell in submission.Enumerate()) Add(cell);
        await foreach (var cell in grids.ReadCellsAsync(grid, cancellationToken)) Add(cell);
    }

    private void Add(CellSpec cell)
    {
        inputs.Add(StoreLayout.DataSet(cell.Data.Fingerprint));
        inputs.Add(StoreLayout.DataSetArchive(cell.Data.Fingerprint));
        if (cell.Weights is { } weights) inputs.Add(StoreLayout.Weights(weights.Sha256));
        foreach (var file in cell.Scheme.Program?.Files ?? []) inputs.Add(StoreLayout.ProgramFile(file.Sha256));
        works.Add(WorkId.Of(cell.Id));
        foreach (var stage in cell.RequiredStages) works.Add(WorkId.Of(stage.Key));
    }
}
