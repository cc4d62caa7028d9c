using JsccGrid.DataSets;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Programs;
using JsccGrid.Experiments.Text;
using JsccGrid.Storage.Inputs;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Client.Runs;

/// <summary>A grid, its data set and its initial weights, looked through before anything is done with them.</summary>
internal sealed class GridIntake
{
    /// <summary>Where the files of its programs lie.</summary>
    private readonly string? folder;

    private GridIntake(GridSubmission submission, DataSetIntake data, WeightsIntake? weights, string? folder)
    {
        this.folder = folder;
        Submission = submission;
        Data = data;
        Weights = weights;
        Grid = submission.Expand();
    }

    public GridSubmission Submission { get; }

    public ExpandedGrid Grid { get; }

    public DataSetIntake Data { get; }

    /// <summary>Null when training starts from random weights.</summary>
    public WeightsIntake? Weights { get; }

    public DataSetSize Size => new(Data.Images.Train.Count, Data.Images.Query.Count, Data.Images.Gallery.Count);

    public string Summary =>
        $"{Submission.Name}: {Counted.Text(Grid.Cells.Count, "cell")} and {Counted.Text(Grid.Stages.Count, "shared stage")} "
        + $"on '{Data.Reference.Name}'"
        + $" ({Data.Images.Train.Count} training, {Data.Images.Query.Count} query, {Data.Images.Gallery.Count} gallery images)";

    /// <summary>Reads everything but the images themselves.</summary>
    /// <param name="source">What was asked for.</param>
    /// <param name="store">Where it will run; null when there is none yet.</param>
    /// <param name="clock">Dates the submission.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<GridIntake> OpenAsync(
        GridSource source, IObjectStore? store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var definition = LoadDefinition(source);
        // Every file is hashed; who stops the command does not wait for that.
        var data = await Task.Run(
            () => DataSetIntake.Open(source.DataFolder, source.ValidationFraction, cancellationToken), cancellationToken)
            .WaitAsync(cancellationToken);
        if (store is not null) data = await data.AsKnownToAsync(store, cancellationToken);
        var weights = WeightsFor(source, definition) is { } given
            ? await WeightsIntake.OpenAsync(given, definition.Recipe.Backbone, cancellationToken)
            : null;
        return new GridIntake(
            new GridSubmission
            {
                Format = GridSubmission.CurrentFormat,
                Name = source.Name ?? RunName.Of(definition.Name, source.IsGridsOwnData ? null : data.Reference),
                Definition = definition,
                Data = data.Reference,
                Weights = weights?.Reference,
                SubmittedAt = clock.GetUtcNow(),
                Algorithm = CellSpec.AlgorithmVersion,
            },
            data,
            weights,
            GridFile.FolderOf(source.Grid));
    }

    /// <summary>The grid as it was asked for, whatever it will be trained on.</summary>
    public static GridDefinition LoadDefinition(GridSource source)
    {
        var definition = GridFile.Load(source.Grid);
        if (source.Seeds.Count > 0) definition = definition with { Seeds = [.. source.Seeds] };
        return source.Weights is null ? definition : definition with { Weights = null };
    }

    /// <returns>A file, or what the weights are called; null for random ones.</returns>
    private static string? WeightsFor(GridSource source, GridDefinition definition) => source.Weights switch
    {
        null => definition.Weights is NamedWeights.ImageNet ? ConvertedWeights.ImageNet : null,
        GridSource.NoWeights => null,
        var given => given,
    };

    /// <summary>Decodes every image, unless a store remembers that they all decode.</summary>
    /// <param name="store">Null when there is none yet.</param>
    /// <param name="warn">Takes what may not be meant, a sentence each.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether the images were decoded now.</returns>
    /// <exception cref="DataSetException">Some images do not decode.</exception>
    public async Task<bool> CheckImagesAsync(IObjectStore? store, Action<string> warn, CancellationToken cancellationToken)
    {
        if (Data.Notice is { } notice) warn(notice);
        foreach (var warning in Weights?.Warnings ?? []) warn(warning);
        var isKnown = store is not null && await Data.IsKnownGoodAsync(store, cancellationToken);
        foreach (var warning in isKnown ? Data.Images.Warnings : await Data.CheckImagesAsync(cancellationToken)) warn(warning);
        return !isKnown;
    }

    /// <summary>Workers take the files of outside programs from the store.</summary>
    /// <returns>How many files the store did not have.</returns>
    public async Task<int> UploadProgramsAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        var archive = new ProgramArchive(store);
        var uploaded = 0;
        foreach (var program in Submission.Definition.Sweeps.Select(sweep => sweep.Scheme.Program).OfType<ProgramDescription>().Distinct())
            uploaded += await archive.UploadIfAbsentAsync(folder!, program, cancellationToken);
        return uploaded;
    }

    /// <summary>For the report.</summary>
    public IReadOnlyList<Reports.ReportFact> Facts =>
    [
        new("Training images", $"{Data.Images.Train.Count} of {Identities(Data.Images.Train)} identities"),
        new("Query images", $"{Data.Images.Query.Count} of {Identities(Data.Images.Query)} identities"),
        new("Gallery images", $"{Data.Images.Gallery.Count} of {Identities(Data.Images.Gallery)} identities"),
    ];

    private static int Identities(IEnumerable<ReIdImage> images) => images.Select(image => image.PersonId).Distinct().Count();
}
