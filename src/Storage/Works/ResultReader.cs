using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Storage.Works;

/// <summary>
/// Reads results and believes none that is not what its attempt sealed. There are two copies: <c>result.json</c>, and the output
/// file whose hash the manifest holds. Where the first is missing or damaged the second is used, and the first written anew from
/// it if the store can be written to. The bytes are the sealed ones either way, so a cell still has one result.
/// </summary>
internal sealed class ResultReader(IObjectStore objects)
{
    public async Task<StoredResult> ReadAsync(CellId cell, CancellationToken cancellationToken)
    {
        var (work, name) = (WorkId.Of(cell), StoreLayout.Result(cell));
        try
        {
            // Both at once: a grid asks this of each of its cells.
            var readingPublished = objects.ReadAsync(name, cancellationToken);
            var readingManifest = objects.ReadAsync(StoreLayout.Manifest(work), cancellationToken);
            await Task.WhenAll(readingPublished, readingManifest);
            var (published, manifest) = (await readingPublished, Parse(await readingManifest, work));
            // A result is published after its manifest is sealed: what the first look missed the second finds.
            if (published is not null && manifest?.Sealed is null)
                manifest = Parse(await objects.ReadAsync(StoreLayout.Manifest(work), cancellationToken), work);
            if (manifest?.Sealed is { } output) return await ReadSealedAsync(cell, published, output.Files[0], cancellationToken);
            if (published is null) return new StoredResult(null, null);
            if (manifest is null) return new StoredResult(Parse(published, cell, name), null);
            return new StoredResult(
                null, $"{name} is not believed: attempt {manifest.Attempt} of its cell has not finished. The file is replaced "
                    + "when it does.");
        }
        catch (StoreCorruptException exception)
        {
            return new StoredResult(null, exception.Message);
        }
    }

    /// <summary>Writes a missing result from its sealed copy.</summary>
    /// <exception cref="StoreCorruptException">The sealed copy is missing or damaged.</exception>
    public async Task PublishAsync(WorkManifest manifest, CancellationToken cancellationToken)
    {
        if (!manifest.Work.IsCell) return;
        var file = manifest.Sealed!.Files[0];
        var content = await objects.ReadAsync(file.Path, cancellationToken);
        if (!IsSealed(content, file))
            throw new StoreCorruptException($"{file.Path} is {Word(content)}. {Cure(manifest.Work)}");
        await PublishAsync(manifest.Work, content!.Content, cancellationToken);
    }

    /// <summary>Writes the result of a sealed cell, once: later calls, by whomever, change nothing.</summary>
    public Task PublishAsync(WorkId cell, ReadOnlyMemory<byte> result, CancellationToken cancellationToken) =>
        objects.WriteAsync(StoreLayout.Result(cell), result, WriteCondition.IfAbsent, cancellationToken);

    private async Task<StoredResult> ReadSealedAsync(
        CellId cell, StoredObject? published, StoredFile file, CancellationToken cancellationToken)
    {
        var name = StoreLayout.Result(cell);
        if (IsSealed(published, file)) return new StoredResult(Parse(published!, cell, name), null);
        var copy = await objects.ReadAsync(file.Path, cancellationToken);
        if (!IsSealed(copy, file))
            throw new StoreCorruptException(
                $"{name} is {Word(published)}, and its sealed copy {file.Path} is {Word(copy)}. {Cure(WorkId.Of(cell))}");
        var result = Parse(copy!, cell, file.Path);
        var isRepaired = await RepairAsync(name, published, copy!, cancellationToken);
        return new StoredResult(result, published is null
            ? null
            : $"{name} is not what its attempt sealed; its sealed copy {file.Path} was used{(isRepaired ? " and has replaced it" : "")}.");
    }

    /// <returns>Whether it was written; not where this user may not, or when the medium fails: whoever only reads needs no more.</returns>
    private async Task<bool> RepairAsync(
        string name, StoredObject? published, StoredObject copy, CancellationToken cancellationToken)
    {
        var condition = published is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(published.Version);
        try
        {
            return await objects.WriteAsync(name, copy.Content, condition, cancellationToken) is not null;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <exception cref="StoreCorruptException">Damaged, or written by a later version of this program.</exception>
    private static CellResult Parse(StoredObject stored, CellId cell, string name)
    {
        var result = stored.Parse<CellResult>(name, Cure(WorkId.Of(cell)));
        StoreCorruptException.ThrowIfLater(name, result.Format, CellResult.CurrentFormat);
        return ResultCheck.FindProblem(result, cell) is { } problem
            ? throw new StoreCorruptException($"{name} {problem}. {Cure(WorkId.Of(cell))}")
            : result;
    }

    private static WorkManifest? Parse(StoredObject? stored, WorkId work) =>
        stored is null ? null : WorkManifest.Parse(stored.Content.Span, work);

    private static bool IsSealed(StoredObject? stored, StoredFile file) =>
        stored is not null && FileHash.Of(stored.Content.Span) == file.Sha256;

    private static string Word(StoredObject? stored) => stored is null ? "missing" : "damaged";

    /// <summary>
    /// Nothing trains a sealed cell again by itself: only on a CPU would another attempt end in the same result, and a person may have
    /// a copy of the store.
    /// </summary>
    private static string Cure(WorkId work) =>
        $"Put the file back from a copy of the store, or delete the folder {work} from the store to run it again.";
}
