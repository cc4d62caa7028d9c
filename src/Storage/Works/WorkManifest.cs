using System.Text.Json;
using System.Text.Json.Serialization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Storage.Works;

/// <summary>
/// The state of a cell or stage in the store. Every change is a compare-and-swap of this one object, and only the attempt it
/// names may make it: that is the fence.
/// </summary>
public sealed record WorkManifest
{
    public const int CurrentFormat = 1;

    public required int Format { get; init; }
    public required WorkId Work { get; init; }

    /// <summary>The attempt that may write; the fencing token. Only grows.</summary>
    public required int Attempt { get; init; }

    /// <summary>The worker that holds the attempt.</summary>
    public required string Worker { get; init; }

    public StoredCheckpoint? Checkpoint { get; init; }

    /// <summary>The checkpoint before, in case the last one turns out to be damaged.</summary>
    public StoredCheckpoint? Previous { get; init; }

    /// <summary>Not null once the work is done; nothing changes after that.</summary>
    public SealedOutput? Sealed { get; init; }

    /// <summary>Hash of the rest, so that a damaged manifest is not believed.</summary>
    public string? Check { get; init; }

    /// <summary>All files it refers to.</summary>
    [JsonIgnore]
    public IEnumerable<StoredFile> NamedFiles => [.. Checkpoint?.Files ?? [], .. Previous?.Files ?? [], .. Sealed?.Files ?? []];

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this with { Check = Digest() }, ExperimentJson.Indented);

    /// <exception cref="StoreCorruptException">These bytes are not a whole manifest of <paramref name="work"/>.</exception>
    public static WorkManifest Parse(ReadOnlySpan<byte> bytes, WorkId work)
    {
        var path = StoreLayout.Manifest(work);
        try
        {
            var manifest = JsonSerializer.Deserialize<WorkManifest>(bytes, ExperimentJson.Compact)
                ?? throw new JsonException("It is null.");
            StoreCorruptException.ThrowIfLater(path, manifest.Format, CurrentFormat);
            if (manifest.Work != work || manifest.Check != manifest.Digest())
                throw new JsonException("Its content does not match its check sum.");
            if (manifest.FindForeignFile() is { } foreign)
                throw new JsonException($"It names '{foreign.Path}' as '{foreign.Name}', which is no file of {work}.");
            if (work.IsCell && manifest.Sealed is { Files: not [{ Name: StoreLayout.ResultFile }] })
                throw new JsonException($"Its output is not {StoreLayout.ResultFile} alone.");
            return manifest;
        }
        catch (JsonException exception)
        {
            throw new StoreCorruptException(
                $"{path} is damaged ({exception.Message}). Delete the folder {work} from the store to run it again from the beginning.",
                exception);
        }
    }

    /// <summary>The digest is no secret: whoever wrote the manifest, it may name only files of its own work.</summary>
    private StoredFile? FindForeignFile() => NamedFiles.FirstOrDefault(file =>
        !ObjectName.IsSegment(file.Name) || !ObjectName.IsValid(file.Path) || StoreLayout.AttemptOf(Work, file.Path) is null);

    private string Digest() => ExperimentJson.Hash(this with { Check = null });
}
