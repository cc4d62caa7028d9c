using System.IO.Compression;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Scratch;

namespace JsccGrid.Storage.Inputs;

/// <summary>
/// Data sets in a store, for workers that do not have them: a zip of the files that the fingerprint covers, in the order of their
/// names, without compression (images hold none to speak of) or times, so that the same images are the same archive.
/// </summary>
/// <exception cref="IOException">Every method: the medium failed, or this machine's.</exception>
public sealed class DataSetArchive(IObjectStore objects)
{
    /// <summary>The first time that a zip can hold.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <returns>Whether it was uploaded; not when the store had it.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder is no data set.</exception>
    /// <exception cref="InvalidDataException">The folder's content has another fingerprint.</exception>
    public async Task<bool> UploadIfAbsentAsync(string folder, string fingerprint, CancellationToken cancellationToken = default)
    {
        var name = StoreLayout.DataSetArchive(fingerprint);
        if (await objects.ExistsAsync(name, cancellationToken)) return false;
        var archive = UserScratch.NewPath();
        try
        {
            var written = await PackAsync(folder, DataSetFingerprint.Files(folder), archive, cancellationToken);
            if (written != fingerprint
                && await PackAsync(folder, DataSetFingerprint.FormerFiles(folder), archive, cancellationToken) != fingerprint)
                throw new InvalidDataException($"The data set '{folder}' has changed: its fingerprint is {written}, not {fingerprint}.");
            await objects.UploadAsync(name, archive, cancellationToken);
            return true;
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>Downloads a data set into a folder that does not exist yet. The folder appears once it is whole and verified.</summary>
    /// <returns>False when the store does not have it.</returns>
    /// <exception cref="StoreCorruptException">What the store has is not this data set.</exception>
    public async Task<bool> DownloadAsync(string fingerprint, string folder, CancellationToken cancellationToken = default)
    {
        var name = StoreLayout.DataSetArchive(fingerprint);
        var archive = folder + ".zip";
        try
        {
            return await WholeFolder.MakeAsync(folder, async unfinished =>
            {
                if (await objects.DownloadAsync(name, archive, cancellationToken) is null) return false;
                await UnpackAsync(archive, unfinished, cancellationToken);
                if (!DataSetFingerprint.Matches(unfinished, fingerprint))
                    throw new InvalidDataException($"it holds the data set with fingerprint {DataSetFingerprint.Compute(unfinished)}");
                return true;
            });
        }
        catch (InvalidDataException exception)
        {
            throw new StoreCorruptException(
                $"{name} is damaged: {exception.Message.TrimEnd('.')}. Delete it from the store and submit the grid again.", exception);
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <returns>The fingerprint of what was packed.</returns>
    private static async Task<string> PackAsync(
        string folder, IEnumerable<string> names, string archive, CancellationToken cancellationToken)
    {
        var files = new List<(string Name, string Sha256)>();
        File.Delete(archive);
        await using var zip = await ZipFile.OpenAsync(archive, ZipArchiveMode.Create, cancellationToken);
        foreach (var name in names)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, name), cancellationToken);
            files.Add((name, FileHash.Of(bytes)));
            var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
            entry.LastWriteTime = NoTime;
            await using var stream = await entry.OpenAsync(cancellationToken);
            await stream.WriteAsync(bytes, cancellationToken);
        }
        return DataSetFingerprint.Combine(files);
    }

    /// <exception cref="InvalidDataException">Not an archive as <see cref="PackAsync"/> writes it.</exception>
    private static async Task UnpackAsync(string archive, string folder, CancellationToken cancellationToken)
    {
        foreach (var part in DataSetPart.Names) Directory.CreateDirectory(Path.Combine(folder, part));
        await using var zip = await ZipFile.OpenReadAsync(archive, cancellationToken);
        // Entries that share their bytes make a small archive a large folder.
        if (zip.Entries.Sum(entry => (decimal)entry.Length) > new FileInfo(archive).Length)
            throw new InvalidDataException("its files overlap");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            // Neither out of the folder, nor larger than the archive, whatever somebody has put into it.
            if (entry.FullName.Split('/') is not [var part, var file] || !DataSetPart.Names.Contains(part)
                || file is "" or "." or ".." || file.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0
                || file.Contains('\\', StringComparison.Ordinal))
                throw new InvalidDataException($"it holds '{entry.FullName}', which is no file of a data set");
            if (entry.CompressedLength != entry.Length) throw new InvalidDataException($"'{entry.FullName}' in it is compressed");
            if (!names.Add(entry.FullName)) throw new InvalidDataException($"it holds '{entry.FullName}' twice");
            // As bytes and nothing else: an archive also holds rights and times.
            await using var source = await entry.OpenAsync(cancellationToken);
            await using var target = new FileStream(Path.Combine(folder, part, file), FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await source.CopyToAsync(target, cancellationToken);
        }
    }
}
