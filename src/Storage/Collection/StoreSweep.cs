using System.Runtime.CompilerServices;
using JsccGrid.Experiments.Cells;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;

namespace JsccGrid.Storage.Collection;

/// <summary>
/// Finds what nothing in a store references, and deletes it. Nothing younger than a given age is touched, because files are
/// uploaded before a manifest names them; no file that a manifest names; and none that the attempt a manifest names has written,
/// which may name it yet. A damaged manifest keeps all that lies beside it.
/// </summary>
/// <exception cref="StoreCorruptException">Every method: a grid cannot be read, so that nothing can be said to be unwanted.</exception>
/// <exception cref="IOException">Every method: the medium failed.</exception>
public sealed class StoreSweep(IObjectStore objects, TimeProvider timeProvider)
{
    /// <summary>How long something must have lain untouched, unless said otherwise.</summary>
    public static readonly TimeSpan DefaultAge = TimeSpan.FromHours(1);

    /// <summary>Items deleted between two looks for grids submitted meanwhile.</summary>
    private const int ItemsPerLook = 50;

    private readonly WorkStore works = new(objects);

    /// <summary>What can go, in the order of the names. Holds the ids of wanted cells and one cell's files at a time.</summary>
    /// <param name="age">Younger objects stay.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<SweepItem> FindAsync(TimeSpan age, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var demand = await StoreDemand.ReadAsync(objects, cancellationToken);
        var before = timeProvider.GetUtcNow() - age;
        foreach (var folder in new[] { StoreLayout.CellsFolder, StoreLayout.StagesFolder })
        {
            await foreach (var (work, files) in ListWorksAsync(folder, cancellationToken))
            {
                foreach (var item in await FindInWorkAsync(work, files, demand, before, cancellationToken)) yield return item;
            }
        }
        foreach (var folder in new[] { StoreLayout.DataSetsFolder, StoreLayout.WeightsFolder, StoreLayout.ProgramsFolder })
        {
            await foreach (var info in objects.ListAsync(folder, cancellationToken))
            {
                if (info.LastModified < before && !demand.WantsInput(info.Name)) yield return ItemOf(info, SweepKind.UnwantedInput);
            }
        }
        await foreach (var info in objects.ListAsync(StoreLayout.GridsFolder, cancellationToken))
        {
            if (info.LastModified < before && IsLeftover(info.Name, demand)) yield return ItemOf(info, SweepKind.LeftoverShard);
        }
    }

    /// <summary>Deletes what <see cref="FindAsync"/> found, after looking again whether it may.</summary>
    /// <param name="plan">Items of this store.</param>
    /// <param name="age">As it was found with.</param>
    /// <param name="cancellationToken">Cancels; what is deleted by then is deleted.</param>
    public async Task<SweepTotals> DeleteAsync(IEnumerable<SweepItem> plan, TimeSpan age, CancellationToken cancellationToken = default)
    {
        var before = timeProvider.GetUtcNow() - age;
        StoreDemand? demand = null;
        var totals = new SweepTotals(0, 0, 0);
        foreach (var items in plan.Chunk(ItemsPerLook))
        {
            if (demand is null || !demand.Heads.SequenceEqual(await StoreDemand.ReadHeadsAsync(objects, cancellationToken)))
                demand = await StoreDemand.ReadAsync(objects, cancellationToken);
            foreach (var item in items)
            {
                var deleted = await DeleteAsync(item, demand, before, cancellationToken);
                totals = deleted is null
                    ? totals with { Spared = totals.Spared + 1 }
                    : totals with { Files = totals.Files + deleted.Count, Size = totals.Size + deleted.Sum(info => info.Size) };
            }
        }
        return totals;
    }

    /// <returns>What was deleted; null when the item may no longer be.</returns>
    private async Task<IReadOnlyList<ObjectInfo>?> DeleteAsync(
        SweepItem item, StoreDemand demand, DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (item.Kind is SweepKind.UnwantedInput or SweepKind.LeftoverShard)
        {
            var wanted = item.Kind == SweepKind.UnwantedInput ? demand.WantsInput(item.Name) : !IsLeftover(item.Name, demand);
            if (wanted) return null;
            await objects.DeleteAsync(item.Name, cancellationToken);
            return [new ObjectInfo(item.Name, item.Size, item.LastModified)];
        }
        var work = WorkId.Parse(string.Join('/', item.Name.Split('/').Take(2)));
        var files = await objects.ListAsync(work.Value, cancellationToken).ToListAsync(cancellationToken);
        // The manifest is read here, at last; what it does not allow now it never will.
        var now = (await FindInWorkAsync(work, files, demand, before, cancellationToken)).SingleOrDefault(found => found.Name == item.Name);
        if (now is null || now.Kind != item.Kind) return null;
        var doomed = item.Kind == SweepKind.UnwantedWork
            ? InOrderOfDeletion(work, files)
            : files.Where(file => file.Name == item.Name).ToList();
        foreach (var file in doomed) await objects.DeleteAsync(file.Name, cancellationToken);
        return doomed;
    }

    private async Task<IReadOnlyList<SweepItem>> FindInWorkAsync(
        WorkId work, IReadOnlyList<ObjectInfo> files, StoreDemand demand, DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (files.Count == 0) return [];
        if (!demand.Wants(work))
        {
            var newest = files.Max(file => file.LastModified);
            return newest < before
                ? [new SweepItem(work.Value, SweepKind.UnwantedWork, files.Count, files.Sum(file => file.Size), newest)]
                : [];
        }
        var candidates = files.Where(file => file.LastModified < before && StoreLayout.AttemptOf(work, file.Name) is not null).ToList();
        if (candidates.Count == 0 || IsPlainlyCommitted(work, files)) return [];
        try
        {
            var manifest = await works.FindManifestAsync(work, cancellationToken);
            return [.. candidates.Where(file => CanNeverBeNamed(file.Name, manifest, work))
                .Select(file => ItemOf(file, SweepKind.UnnamedFile))];
        }
        catch (StoreCorruptException)
        {
            return [];
        }
    }

    /// <summary>
    /// A cell with its result and one output file and no checkpoint: the file is the result's origin, without a look at the
    /// manifest.
    /// </summary>
    private static bool IsPlainlyCommitted(WorkId work, IReadOnlyList<ObjectInfo> files) =>
        work.IsCell && files.Any(file => file.Name == StoreLayout.Result(work))
        && files.Count(file => StoreLayout.AttemptOf(work, file.Name) is not null) == 1;

    private static bool CanNeverBeNamed(string name, WorkManifest? manifest, WorkId work)
    {
        if (manifest is null) return false;
        if (manifest.NamedFiles.Any(file => file.Path == name)) return false;
        return manifest.Sealed is not null || StoreLayout.AttemptOf(work, name) < manifest.Attempt;
    }

    private static bool IsLeftover(string name, StoreDemand demand) =>
        StoreLayout.ShardOf(name) is { } found && !demand.WantsShard(found.Grid, found.Shard);

    /// <summary>
    /// So that what is left by an end on the way is never taken for more than it is: without its manifest nothing is committed but
    /// a published result.
    /// </summary>
    private static List<ObjectInfo> InOrderOfDeletion(WorkId work, IEnumerable<ObjectInfo> files) => [.. files.OrderBy(file =>
        file.Name == StoreLayout.Manifest(work) ? 0
        : file.Name == StoreLayout.Result(work) ? 1
        : 2)];

    /// <summary>The files of each cell or stage; a folder that is neither is passed over.</summary>
    private async IAsyncEnumerable<(WorkId Work, IReadOnlyList<ObjectInfo> Files)> ListWorksAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WorkId? current = null;
        var files = new List<ObjectInfo>();
        await foreach (var info in objects.ListAsync(folder, cancellationToken))
        {
            if (StoreLayout.WorkOf(info.Name) is not { } work) continue;
            if (work != current)
            {
                if (current is { } complete) yield return (complete, files);
                (current, files) = (work, []);
            }
            files.Add(info);
        }
        if (current is { } last) yield return (last, files);
    }

    private static SweepItem ItemOf(ObjectInfo info, SweepKind kind) => new(info.Name, kind, 1, info.Size, info.LastModified);
}
