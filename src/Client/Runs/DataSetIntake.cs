using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;
using JsccGrid.Storage.Objects;
using JsccGrid.Training.Data;

namespace JsccGrid.Client.Runs;

/// <summary>A data set that was looked through before any cell could fail on it.</summary>
/// <param name="Folder">Absolute path.</param>
/// <param name="Reference">By content.</param>
/// <param name="Images">As a run sees it, validation split applied.</param>
internal sealed record DataSetIntake(string Folder, DataSetReference Reference, ReIdDataSet Images)
{
    /// <exception cref="DirectoryNotFoundException">Not a re-ID folder.</exception>
    /// <exception cref="DataSetException">The folder's names or images cannot be used.</exception>
    public static DataSetIntake Open(string folder, double? validationFraction)
    {
        var path = Path.GetFullPath(folder);
        var images = ReIdDataSet.Open(path);
        if (validationFraction is { } fraction) images = images.WithValidationSplit(fraction);
        var reference = new DataSetReference
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)),
            Fingerprint = DataSetFingerprint.Compute(path),
            ValidationFraction = validationFraction,
        };
        return new DataSetIntake(path, reference, images);
    }

    /// <summary>Whether a store remembers that every image of this content decodes.</summary>
    public Task<bool> IsKnownGoodAsync(IObjectStore store, CancellationToken cancellationToken) => store.ExistsAsync(StoreLayout.DataSet(Reference.Fingerprint), cancellationToken);

    public Task RememberGoodAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        var note = new Note(Reference.Name, Images.Train.Count, Images.Query.Count, Images.Gallery.Count);
        return store.WriteAsync(
            StoreLayout.DataSet(Reference.Fingerprint), JsonSerializer.SerializeToUtf8Bytes(note, ExperimentJson.Indented), WriteCondition.Always, cancellationToken);
    }

    /// <summary>The sizes a store remembers of a data set.</summary>
    /// <returns>Null when it remembers none.</returns>
    public static async Task<DataSetSize?> ReadSizeAsync(IObjectStore store, DataSetReference data, CancellationToken cancellationToken) =>
        await store.ReadAsync(StoreLayout.DataSet(data.Fingerprint), cancellationToken) is { } stored
        && JsonSerializer.Deserialize<Note>(stored.Content.Span, ExperimentJson.Compact) is { } note ? new DataSetSize(note.Train, note.Query, note.Gallery) : null;

    /// <summary>Decodes every image.</summary>
    /// <exception cref="DataSetException">Some images do not decode.</exception>
    public async Task CheckImagesAsync(CancellationToken cancellationToken)
    {
        var report = await Task.Run(() => DataSetCheck.Run(Folder, MachineCapacity.Cores, cancellationToken), cancellationToken);
        if (!report.IsUsable) throw new DataSetException($"Data set {Folder} cannot be used", report.Problems);
    }

    private sealed record Note(string Name, int Train, int Query, int Gallery);
}
