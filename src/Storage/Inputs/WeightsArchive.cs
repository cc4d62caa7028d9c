using JsccGrid.Experiments.Files;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Storage.Inputs;

/// <summary>Initial weights in a store, for workers that do not have them.</summary>
/// <exception cref="IOException">Every method: the medium failed, or this machine's.</exception>
public sealed class WeightsArchive(IObjectStore objects)
{
    /// <param name="file">The safetensors file.</param>
    /// <param name="sha256">Its hash, hexadecimal, lower case.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether it was uploaded; not when the store had it.</returns>
    /// <exception cref="InvalidDataException">The file has another hash.</exception>
    public async Task<bool> UploadIfAbsentAsync(string file, string sha256, CancellationToken cancellationToken = default)
    {
        var name = StoreLayout.Weights(sha256);
        if (await objects.ExistsAsync(name, cancellationToken)) return false;
        // Before and not after the upload: what has the name is not uploaded again.
        if (await FileHash.OfAsync(file, cancellationToken) != sha256)
            throw new InvalidDataException($"The weights '{file}' have changed: their SHA-256 is not {sha256}.");
        await objects.UploadAsync(name, file, cancellationToken);
        return true;
    }

    /// <summary>Downloads weights to a file, which appears once it is whole and verified; its folder must exist.</summary>
    /// <returns>False when the store does not have them.</returns>
    /// <exception cref="StoreCorruptException">What the store has has another hash.</exception>
    public async Task<bool> DownloadAsync(string sha256, string file, CancellationToken cancellationToken = default)
    {
        var name = StoreLayout.Weights(sha256);
        var unfinished = file + ".unfinished";
        try
        {
            var found = await objects.DownloadAsync(name, unfinished, cancellationToken);
            if (found is null) return false;
            if (found != sha256)
                throw new StoreCorruptException(
                    $"{name} is damaged: its SHA-256 is {found}. Delete it from the store and submit the grid again.");
            File.Move(unfinished, file, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
