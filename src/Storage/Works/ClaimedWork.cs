using System.Text.Json;
using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Storage.Works;

/// <summary>
/// One attempt's right to write. Data is uploaded first, under names of this attempt; then the manifest is swapped from the
/// version this attempt last saw. Once another attempt has claimed the work every swap fails. One call at a time.
/// </summary>
/// <exception cref="FencedException">Every method: a later attempt has claimed the work.</exception>
/// <exception cref="IOException">Every method: the medium failed.</exception>
public sealed class ClaimedWork
{
    private readonly IObjectStore objects;
    private readonly WorkStore store;
    private ObjectVersion version;

    internal ClaimedWork(IObjectStore objects, WorkStore store, WorkManifest manifest, ObjectVersion version)
    {
        this.objects = objects;
        this.store = store;
        this.version = version;
        Manifest = manifest;
    }

    public WorkManifest Manifest { get; private set; }

    public WorkId Work => Manifest.Work;

    public int Attempt => Manifest.Attempt;

    /// <summary>
    /// Downloads the last good checkpoint into an empty folder. Damaged ones are dropped from the manifest, so that a new
    /// checkpoint never pushes out a good one in favour of a bad.
    /// </summary>
    public async Task<RestoredCheckpoint> RestoreCheckpointAsync(string folder, CancellationToken cancellationToken = default)
    {
        var problems = new List<string>();
        while (Manifest.Checkpoint is { } checkpoint)
        {
            Directory.CreateDirectory(folder);
            var problem = await DownloadAsync(checkpoint, folder, cancellationToken);
            if (problem is null) return new RestoredCheckpoint(checkpoint.Step, [.. problems]);
            problems.Add($"The checkpoint of step {checkpoint.Step} cannot be used: {problem}");
            Directory.Delete(folder, recursive: true);
            await DropCheckpointAsync(cancellationToken);
        }
        return new RestoredCheckpoint(null, [.. problems]);
    }

    /// <summary>Drops the last checkpoint, which proved unusable, in favour of the one before.</summary>
    public async Task DropCheckpointAsync(CancellationToken cancellationToken = default)
    {
        var dropped = Manifest.Checkpoint;
        await SwapAsync(Manifest with { Checkpoint = Manifest.Previous, Previous = null }, cancellationToken);
        await DeleteAsync(dropped, cancellationToken);
    }

    /// <summary>Commits a checkpoint; it and the one before are kept. A step already committed by this attempt is left as it is.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="step">Training steps done.</param>
    /// <param name="files">All files, with the hashes they were written under.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="InvalidDataException">A file is not what it was when it was written.</exception>
    public async Task CommitCheckpointAsync(string folder, long step, IEnumerable<OutputFile> files, CancellationToken cancellationToken = default)
    {
        if (Manifest.Checkpoint is { } last && last.Attempt == Attempt && last.Step == step) return;
        var stored = await UploadAsync(folder, files, name => StoreLayout.CheckpointFile(Work, Attempt, step, name), cancellationToken);
        var dropped = Manifest.Previous;
        await SwapAsync(Manifest with { Checkpoint = new StoredCheckpoint(Attempt, step, stored), Previous = Manifest.Checkpoint }, cancellationToken);
        await DeleteAsync(dropped, cancellationToken);
    }

    /// <summary>Commits the output: after this the work is done, and its checkpoints go.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="files">All files, with the hashes they were written under; of a cell, its result.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="InvalidDataException">A file is not what it was when it was written, or not a result of this cell.</exception>
    public async Task SealAsync(string folder, IReadOnlyList<OutputFile> files, CancellationToken cancellationToken = default)
    {
        if (Work.IsCell) await RequireResultAsync(folder, files, cancellationToken);
        var stored = await UploadAsync(folder, files, name => StoreLayout.OutputFile(Work, Attempt, name), cancellationToken);
        await SwapAsync(Manifest with { Checkpoint = null, Previous = null, Sealed = new SealedOutput(Attempt, stored) }, cancellationToken);
        await store.PublishAsync(Manifest, cancellationToken);
        await DeleteCheckpointsAsync(cancellationToken);
    }

    private async Task<string?> DownloadAsync(StoredCheckpoint checkpoint, string folder, CancellationToken cancellationToken)
    {
        foreach (var file in checkpoint.Files)
        {
            if (await store.DownloadAsync(file, folder, cancellationToken) is { } problem) return problem;
        }
        return null;
    }

    private async Task<EquatableList<StoredFile>> UploadAsync(
        string folder, IEnumerable<OutputFile> files, Func<string, string> nameOf, CancellationToken cancellationToken)
    {
        var stored = new List<StoredFile>();
        foreach (var file in files)
        {
            if (!ObjectName.IsValid(file.Name) || file.Name.Contains('/', StringComparison.Ordinal))
                throw new InvalidDataException($"'{file.Name}' is not a file name: letters, digits, '.', '-' and '_', not beginning with '.'.");
            var name = nameOf(file.Name);
            var sha256 = await objects.UploadAsync(name, Path.Combine(folder, file.Name), cancellationToken);
            if (sha256 != file.Sha256)
                throw new InvalidDataException($"'{file.Name}' is not what the training program wrote: its hash is {sha256}, not {file.Sha256}.");
            stored.Add(new StoredFile(file.Name, name, file.Size, sha256));
        }
        return [.. stored];
    }

    private async Task SwapAsync(WorkManifest next, CancellationToken cancellationToken)
    {
        var bytes = next.ToBytes();
        var name = StoreLayout.Manifest(Work);
        var written = await objects.WriteAsync(name, bytes, WriteCondition.IfVersion(version), cancellationToken);
        if (written is null)
        {
            // A repeated write may meet its own first try, which succeeded though its answer was lost.
            var current = await objects.ReadAsync(name, cancellationToken);
            if (current is null || !current.Content.Span.SequenceEqual(bytes))
                throw new FencedException(Work, Attempt, current is null ? 0 : WorkManifest.Parse(current.Content.Span, Work).Attempt);
            written = current.Version;
        }
        Manifest = next;
        version = written.Value;
    }

    private async Task DeleteAsync(StoredCheckpoint? checkpoint, CancellationToken cancellationToken)
    {
        foreach (var file in checkpoint?.Files ?? []) await objects.DeleteAsync(file.Path, cancellationToken);
    }

    private async Task DeleteCheckpointsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var name in objects.ListAsync(StoreLayout.Checkpoints(Work), cancellationToken))
                await objects.DeleteAsync(name, cancellationToken);
        }
        catch (IOException)
        {
            // The work is done all the same; what is left over takes room and nothing else.
        }
    }

    private async Task RequireResultAsync(string folder, IReadOnlyList<OutputFile> files, CancellationToken cancellationToken)
    {
        if (files.Count != 1 || files[0].Name != StoreLayout.ResultFile)
            throw new InvalidDataException($"The output of a cell is {StoreLayout.ResultFile}, not {string.Join(", ", files.Select(file => file.Name))}.");
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, StoreLayout.ResultFile), cancellationToken);
        try
        {
            var result = JsonSerializer.Deserialize<CellResult>(bytes, ExperimentJson.Compact);
            if (result is null || WorkId.Of(result.Cell) != Work)
                throw new InvalidDataException($"{StoreLayout.ResultFile} is of cell {result?.Cell.Value ?? "null"}, not of {Work}.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{StoreLayout.ResultFile} is not a result: {exception.Message}", exception);
        }
    }
}
