using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Storage.Works;

/// <summary>Cells and stages in a store: claiming, reading, publishing. What a claim allows is in <see cref="AttemptWriter"/>.</summary>
/// <exception cref="StoreCorruptException">Every method: an object is damaged.</exception>
/// <exception cref="IOException">Every method: the medium failed.</exception>
public sealed class WorkStore(IObjectStore objects)
{
    /// <summary>Bytes the log of one cell may grow to.</summary>
    public const long MaxLogSize = 16L << 20;

    private readonly ResultReader results = new(objects);

    /// <summary>
    /// What the store knows. A sealed cell whose result is not published yet (its worker died between the two) is published now,
    /// where the store can be written to.
    /// </summary>
    public async Task<WorkStoreState> ReadStateAsync(WorkId work, CancellationToken cancellationToken = default)
    {
        // Both at once: a grid asks this of each of its cells.
        var published = HasResultAsync(work, cancellationToken);
        var reading = ReadManifestAsync(work, cancellationToken);
        await Task.WhenAll(published, reading);
        if ((await reading).Manifest is not { } manifest) return new WorkStoreState(0, await published, null);
        try
        {
            if (manifest.Sealed is not null && !await published) await results.PublishAsync(manifest, cancellationToken);
        }
        catch (StoreAccessException)
        {
            // Whoever reads the result takes the sealed copy.
        }
        return new WorkStoreState(manifest.Attempt, manifest.Sealed is not null, manifest.Checkpoint?.Step);
    }

    /// <summary>Takes the right to write for an attempt, ending that of all before it.</summary>
    /// <returns>Null when the work is already committed.</returns>
    /// <exception cref="FencedException">The store has seen a later attempt, or this one by another worker.</exception>
    public async Task<AttemptWriter?> BeginAttemptAsync(
        WorkSpec spec, string worker, int attempt, CancellationToken cancellationToken = default)
    {
        // Both at once, since a slot waits for them: the description is the same whoever writes it.
        var describing = objects.WriteJsonAsync(
            StoreLayout.Spec(spec.Id), spec, ExperimentJson.Indented, WriteCondition.IfAbsent, cancellationToken);
        var claiming = BeginAttemptAsync(spec.Id, worker, attempt, cancellationToken);
        await Task.WhenAll(describing, claiming);
        return await claiming;
    }

    /// <returns>Null when there is no manifest.</returns>
    public async Task<WorkManifest?> FindManifestAsync(WorkId work, CancellationToken cancellationToken = default) =>
        (await ReadManifestAsync(work, cancellationToken)).Manifest;

    /// <returns>Null when it was never claimed.</returns>
    public async Task<WorkSpec?> ReadSpecAsync(WorkId work, CancellationToken cancellationToken = default)
    {
        const string Cure = "It is for people only: delete it, and the next attempt writes it anew.";
        var name = StoreLayout.Spec(work);
        var spec = await objects.ReadJsonAsync<WorkSpec>(name, Cure, cancellationToken);
        if (spec is null || (spec.Cell is null != spec.Stage is null && spec.IsOf(work))) return spec;
        throw new StoreCorruptException($"{name} does not describe {work}. {Cure}");
    }

    /// <summary>
    /// The result of a cell, verified by the hash it was sealed with. A copy that is missing or damaged is repaired from the sealed
    /// one, or where the store cannot be written to passed over for it.
    /// </summary>
    /// <returns>Null when the cell is not committed.</returns>
    public async Task<CellResult?> ReadResultAsync(CellId cell, CancellationToken cancellationToken = default) =>
        (await FindResultAsync(cell, cancellationToken)).Require();

    /// <summary>As <see cref="ReadResultAsync"/>, and says what was wrong on the way; a damaged object is no exception here.</summary>
    public Task<StoredResult> FindResultAsync(CellId cell, CancellationToken cancellationToken = default) =>
        results.ReadAsync(cell, cancellationToken);

    /// <summary>Downloads the files of a committed stage into an existing folder and verifies them.</summary>
    /// <exception cref="InvalidOperationException">The stage is not committed.</exception>
    public async Task DownloadOutputsAsync(WorkId work, string folder, CancellationToken cancellationToken = default)
    {
        var output = (await FindManifestAsync(work, cancellationToken))?.Sealed
            ?? throw new InvalidOperationException($"{work} is not committed; its outputs cannot be read yet.");
        foreach (var file in output.Files)
        {
            if (await DownloadAsync(file, folder, cancellationToken) is { } problem)
                throw new StoreCorruptException($"{problem} Delete the folder {work} from the store to run it again.");
        }
    }

    /// <summary>Adds lines to the log; beyond <see cref="MaxLogSize"/> they are dropped.</summary>
    public Task AppendLogAsync(WorkId work, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken = default) =>
        objects.AppendAsync(StoreLayout.Log(work), lines, MaxLogSize, cancellationToken);

    /// <summary>The log from a byte offset on; what follows the last line feed may be part of a line still being written.</summary>
    /// <returns>Null when there is no log.</returns>
    public Task<ReadOnlyMemory<byte>?> ReadLogAsync(WorkId work, long offset, CancellationToken cancellationToken = default) =>
        objects.ReadFromAsync(StoreLayout.Log(work), offset, cancellationToken);

    /// <summary>Writes the result of a sealed cell, once: later calls, by whomever, change nothing.</summary>
    internal Task PublishAsync(WorkId cell, ReadOnlyMemory<byte> result, CancellationToken cancellationToken) =>
        results.PublishAsync(cell, result, cancellationToken);

    /// <returns>What is wrong with the file in the store; null when it arrived whole.</returns>
    internal async Task<string?> DownloadAsync(StoredFile file, string folder, CancellationToken cancellationToken)
    {
        var sha256 = await objects.DownloadAsync(file.Path, Path.Combine(folder, file.Name), cancellationToken);
        if (sha256 is null) return $"{file.Path} is missing.";
        return sha256 == file.Sha256 ? null : $"{file.Path} is damaged: its hash is not the one it was stored with.";
    }

    private async Task<AttemptWriter?> BeginAttemptAsync(WorkId work, string worker, int attempt, CancellationToken cancellationToken)
    {
        // Of a first attempt there is nothing to read but by an accident, which the write notices.
        for (var isRead = attempt > 1; ; isRead = true)
        {
            var (manifest, version) = isRead ? await ReadManifestAsync(work, cancellationToken) : default;
            if (manifest?.Sealed is not null)
            {
                if (!await HasResultAsync(work, cancellationToken)) await results.PublishAsync(manifest, cancellationToken);
                return null;
            }
            if (isRead && manifest is null && await HasResultAsync(work, cancellationToken)) return null;
            if (manifest is not null && (manifest.Attempt > attempt || (manifest.Attempt == attempt && manifest.Worker != worker)))
                throw new FencedException(work, attempt, manifest.Attempt);
            var claimed =
                (manifest ?? new WorkManifest { Format = WorkManifest.CurrentFormat, Work = work, Attempt = attempt, Worker = worker })
                with { Format = WorkManifest.CurrentFormat, Attempt = attempt, Worker = worker };
            var condition = version is { } seen ? WriteCondition.IfVersion(seen) : WriteCondition.IfAbsent;
            if (await objects.WriteAsync(StoreLayout.Manifest(work), claimed.ToBytes(), condition, cancellationToken) is { } written)
                return new AttemptWriter(objects, this, claimed, written);
        }
    }

    private async Task<(WorkManifest? Manifest, ObjectVersion? Version)> ReadManifestAsync(
        WorkId work, CancellationToken cancellationToken) =>
        await objects.ReadAsync(StoreLayout.Manifest(work), cancellationToken) is { } stored
            ? (WorkManifest.Parse(stored.Content.Span, work), stored.Version)
            : (null, null);

    private async Task<bool> HasResultAsync(WorkId work, CancellationToken cancellationToken) =>
        work.IsCell && await objects.ExistsAsync(StoreLayout.Result(work), cancellationToken);
}
