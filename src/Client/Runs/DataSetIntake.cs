using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;
using JsccGrid.Storage.Inputs;
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

    public Task RememberGoodAsync(IObjectStore store, CancellationToken cancellationToken) =>
        new DataSetNote(Reference.Name, Images.Train.Count, Images.Query.Count, Images.Gallery.Count).WriteAsync(store, Reference.Fingerprint, cancellationToken);

    /// <summary>Decodes every image.</summary>
    /// <exception cref="DataSetException">Some images do not decode.</exception>
    public async Task CheckImagesAsync(CancellationToken cancellationToken)
    {
        var report = await Task.Run(() => DataSetCheck.Run(Folder, MachineCapacity.Cores, cancellationToken), cancellationToken);
        if (!report.IsUsable) throw new DataSetException($"Data set {Folder} cannot be used", report.Problems);
    }
}
