using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Programs;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Storage.Inputs;

/// <summary>Files of outside programs in a store, each once by its content, for workers, which have none of them.</summary>
/// <exception cref="IOException">Every method: the medium failed, or this machine's.</exception>
public sealed class ProgramArchive(IObjectStore objects)
{
    /// <param name="folder">Where the files lie.</param>
    /// <param name="program">What they are.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>How many were uploaded; not those that the store had.</returns>
    /// <exception cref="InvalidDataException">A file is no longer what it was.</exception>
    public async Task<int> UploadIfAbsentAsync(string folder, ProgramDescription program, CancellationToken cancellationToken = default)
    {
        var uploaded = 0;
        foreach (var file in program.Files)
        {
            var name = StoreLayout.ProgramFile(file.Sha256);
            if (await objects.ExistsAsync(name, cancellationToken)) continue;
            // The bytes that were hashed are the bytes that are written: what has the name is not uploaded again.
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, file.Name), cancellationToken);
            if (FileHash.Of(bytes) != file.Sha256)
                throw new InvalidDataException($"The program's file '{file.Name}' has changed since the grid file was read; start again.");
            await objects.WriteAsync(name, bytes, WriteCondition.IfAbsent, cancellationToken);
            uploaded++;
        }
        return uploaded;
    }

    /// <summary>Downloads a program into a folder that does not exist yet. The folder appears once it is whole and verified.</summary>
    /// <returns>Name of a file that the store does not have; null when it had all.</returns>
    /// <exception cref="StoreCorruptException">What the store has of a file has another hash.</exception>
    public async Task<string?> DownloadAsync(ProgramDescription program, string folder, CancellationToken cancellationToken = default)
    {
        string? missing = null;
        await WholeFolder.MakeAsync(folder, async unfinished =>
        {
            foreach (var file in program.Files)
            {
                var name = StoreLayout.ProgramFile(file.Sha256);
                var path = Path.Combine(unfinished, file.Name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var found = await objects.DownloadAsync(name, path, cancellationToken);
                if (found is null)
                {
                    missing = file.Name;
                    return false;
                }
                if (found != file.Sha256)
                    throw new StoreCorruptException(
                        $"{name} is damaged: its SHA-256 is {found}. Delete it from the store and submit the grid again.");
            }
            return true;
        });
        return missing;
    }
}
