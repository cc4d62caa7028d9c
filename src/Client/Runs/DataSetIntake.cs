using JsccGrid.DataSets;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;
using JsccGrid.Storage.Inputs;
using JsccGrid.Storage.Objects;
using JsccGrid.Worker;

namespace JsccGrid.Client.Runs;

/// <summary>A data set that was looked through before any cell could fail on it.</summary>
/// <param name="Folder">Absolute path.</param>
/// <param name="Reference">By content.</param>
/// <param name="Images">As a run sees it, validation split applied.</param>
internal sealed record DataSetIntake(string Folder, DataSetReference Reference, ReIdDataSet Images)
{
    /// <summary>Null, or what is out of the ordinary about the reference.</summary>
    public string? Notice { get; private init; }

    /// <exception cref="DirectoryNotFoundException">Not a re-ID folder.</exception>
    /// <exception cref="DataSetException">The folder's names or images cannot be used.</exception>
    public static DataSetIntake Open(string folder, double? validationFraction, CancellationToken cancellationToken = default)
    {
        var path = Path.GetFullPath(folder);
        var (images, fingerprint) = Read(path, cancellationToken);
        if (validationFraction is { } fraction) images = images.WithValidationSplit(fraction);
        var reference = new DataSetReference
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)),
            Fingerprint = fingerprint,
            ValidationFraction = validationFraction,
        };
        return new DataSetIntake(path, reference, images);
    }

    /// <summary>
    /// This data set as a store knows it: by its former fingerprint when it knows no other, so that nothing is trained again.
    /// </summary>
    public async Task<DataSetIntake> AsKnownToAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        if (await IsKnownGoodAsync(store, cancellationToken) || DataSetFingerprint.ComputeFormer(Folder) is not { } former) return this;
        var known = this with
        {
            Reference = Reference with { Fingerprint = former },
            Notice = $"the store knows '{Reference.Name}' with the files in it that are no images "
                + $"({DataSetFingerprint.FormerFiles(Folder).Except(DataSetFingerprint.Files(Folder)).First()}). "
                + "Its cells keep their ids as long as these files stay as they are",
        };
        return await known.IsKnownGoodAsync(store, cancellationToken) ? known : this;
    }

    /// <summary>Whether a store remembers that every image of this content decodes.</summary>
    public async Task<bool> IsKnownGoodAsync(IObjectStore store, CancellationToken cancellationToken) =>
        await DataSetNote.ReadSizeAsync(store, Reference, cancellationToken) is not null;

    public Task RememberGoodAsync(IObjectStore store, CancellationToken cancellationToken) =>
        new DataSetNote(Reference.Name, Images.Train.Count, Images.Query.Count, Images.Gallery.Count)
            .WriteAsync(store, Reference.Fingerprint, cancellationToken);

    /// <summary>Decodes every image.</summary>
    /// <returns>What does not keep the data set from being used, but may not be meant.</returns>
    /// <exception cref="DataSetException">Some images do not decode.</exception>
    public async Task<IReadOnlyList<string>> CheckImagesAsync(CancellationToken cancellationToken)
    {
        var report = await Task.Run(() => DataSetCheck.Run(Folder, MachineCapacity.Cores, cancellationToken), cancellationToken);
        return report.IsUsable ? report.Warnings : throw Unusable(Folder, report);
    }

    /// <summary>When something is wrong the whole folder is looked through, so that everything that is wrong is said at once.</summary>
    private static (ReIdDataSet Images, string Fingerprint) Read(string path, CancellationToken cancellationToken)
    {
        try
        {
            return (ReIdDataSet.Open(path), DataSetFingerprint.Compute(path));
        }
        catch (DataSetException exception)
        {
            var report = DataSetCheck.Run(path, MachineCapacity.Cores, cancellationToken);
            throw report.IsUsable ? exception : Unusable(path, report);
        }
    }

    private static DataSetException Unusable(string folder, DataSetReport report) =>
        new($"Data set {folder} cannot be used", report.Problems);
}
