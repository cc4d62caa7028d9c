using System.Text.Json;
using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Telemetry;

namespace JsccGrid.Storage.Works;

/// <summary>
/// One attempt's right to write. Data is uploaded first, under names of this attempt; then the manifest is swapped from the
/// version this attempt last saw. Once another attempt has claimed the work every swap fails. One call at a time.
/// </summary>
/// <exception cref="FencedException">Every method: a later attempt has claimed the work.</exception>
/// <exception cref="IOException">Every method: the medium failed.</exception>
public sealed class AttemptWriter
{
    private readonly IObjectStore objects;
    private readonly WorkStore store;
    private ObjectVersion version;

    internal AttemptWriter(IObjectStore objects, WorkStore store, WorkManifest manifest, ObjectVersion version)
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
        var before = await SwapAsync(manifest => manifest with { Checkpoint = manifest.Previous, Previous = null }, cancellationToken);
        await DeleteAsync(before.Checkpoint, cancellationToken);
    }

    /// <summary>
    /// Commits a checkpoint; it and the one before are kept. A step that this attempt has committed last is left as it is.
    /// </summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="step">Training steps done.</param>
    /// <param name="files">All files, with the hashes they were written under.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="InvalidDataException">A file is not what it was when it was written.</exception>
    public async Task CommitCheckpointAsync(
        string folder, long step, IEnumerable<OutputFile> files, CancellationToken cancellationToken = default)
    {
        if (IsAt(Manifest, step)) return;
        var stored = await UploadAsync(folder, files, name => StoreLayout.CheckpointFile(Work, Attempt, step, name), cancellationToken);
        var checkpoint = new StoredCheckpoint(Attempt, step, stored);
        var before = await SwapAsync(
            manifest => IsAt(manifest, step) ? manifest : manifest with { Checkpoint = checkpoint, Previous = manifest.Checkpoint },
            cancellationToken);
        if (!IsAt(before, step)) await DeleteAsync(before.Previous, cancellationToken);
    }

    /// <summary>Commits the output: after this the work is done, and its checkpoints go.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="files">All files, with the hashes they were written under; of a cell, its result.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="InvalidDataException">A file is not what it was when it was written, or not a result of this cell.</exception>
    public async Task SealAsync(string folder, IReadOnlyList<OutputFile> files, CancellationToken cancellationToken = default)
    {
        var result = Work.IsCell ? await ReadResultAsync(folder, files, cancellationToken) : null;
        var stored = await UploadAsync(folder, files, name => StoreLayout.OutputFile(Work, Attempt, name), cancellationToken);
        var output = new SealedOutput(Attempt, stored);
        var before = await SwapAsync(manifest => manifest with { Checkpoint = null, Previous = null, Sealed = output }, cancellationToken);
        if (result is not null) await store.PublishAsync(Work, result, cancellationToken);
        await DeleteAsync(before.Checkpoint, cancellationToken);
        await DeleteAsync(before.Previous, cancellationToken);
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
            if (!ObjectName.IsSegment(file.Name))
                throw new InvalidDataException(
                    $"'{file.Name}' is not a file name: letters, digits, '.', '-' and '_', not beginning or ending with '.'.");
            var name = nameOf(file.Name);
            var sha256 = await objects.UploadAsync(name, Path.Combine(folder, file.Name), cancellationToken);
            if (sha256 != file.Sha256)
                throw new InvalidDataException(
                    $"'{file.Name}' is not what the training program wrote: its hash is {sha256}, not {file.Sha256}.");
            stored.Add(new StoredFile(file.Name, name, file.Size, sha256));
        }
        return [.. stored];
    }

    private bool IsAt(WorkManifest manifest, long step) => manifest.Checkpoint is { } last && last.Attempt == Attempt && last.Step == step;

    /// <returns>The manifest that was changed.</returns>
    private async Task<WorkManifest> SwapAsync(Func<WorkManifest, WorkManifest> change, CancellationToken cancellationToken)
    {
        var name = StoreLayout.Manifest(Work);
        while (true)
        {
            var next = change(Manifest);
            var bytes = next.ToBytes();
            var written = await objects.WriteAsync(name, bytes, WriteCondition.IfVersion(version), cancellationToken);
            if (written is null)
            {
                var current = await objects.ReadAsync(name, cancellationToken) ?? throw Fenced(0);
                if (!current.Content.Span.SequenceEqual(bytes))
                {
                    Adopt(WorkManifest.Parse(current.Content.Span, Work), current.Version);
                    continue;
                }
                // A repeated write has met its own first try, which succeeded though its answer was lost.
                written = current.Version;
            }
            var before = Manifest;
            (Manifest, version) = (next, written.Value);
            return before;
        }
    }

    /// <summary>Goes on from a change that this attempt made and never heard of, because it was cancelled meanwhile.</summary>
    private void Adopt(WorkManifest current, ObjectVersion currentVersion)
    {
        if (current.Attempt != Attempt || current.Worker != Manifest.Worker || current.Sealed is not null)
            throw Fenced(current.Attempt);
        (Manifest, version) = (current, currentVersion);
    }

    private FencedException Fenced(int storeAttempt)
    {
        StoreMetrics.CountFenced();
        return new FencedException(Work, Attempt, storeAttempt);
    }

    private async Task DeleteAsync(StoredCheckpoint? checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            // A step that came again has the names that it had before.
            var kept = Manifest.NamedFiles.Select(file => file.Path).ToHashSet();
            foreach (var file in (checkpoint?.Files ?? []).Where(file => !kept.Contains(file.Path)))
                await objects.DeleteAsync(file.Path, cancellationToken);
        }
        catch (IOException)
        {
            // What no manifest names takes room and nothing else, until the store is swept.
        }
    }

    private async Task<byte[]> ReadResultAsync(string folder, IReadOnlyList<OutputFile> files, CancellationToken cancellationToken)
    {
        if (files.Count != 1 || files[0].Name != StoreLayout.ResultFile)
            throw new InvalidDataException(
                $"The output of a cell is {StoreLayout.ResultFile}, not {string.Join(", ", files.Select(file => file.Name))}.");
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, StoreLayout.ResultFile), cancellationToken);
        try
        {
            var result = JsonSerializer.Deserialize<CellResult>(bytes, ExperimentJson.Compact) ?? throw new JsonException("It is null.");
            if (ResultCheck.FindProblem(result, CellId.Parse(Work.Digits)) is { } problem)
                throw new InvalidDataException($"{StoreLayout.ResultFile} of {Work} {problem}.");
            return bytes;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{StoreLayout.ResultFile} is not a result: {exception.Message}", exception);
        }
    }
}
