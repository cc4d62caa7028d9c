using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Training.Data;

namespace JsccGrid.Client.Runs;

/// <summary>A grid, its data set and its initial weights, looked through before anything is done with them.</summary>
internal sealed class GridIntake
{
    private GridIntake(GridSubmission submission, DataSetIntake data, WeightsIntake? weights)
    {
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

    public string Summary => $"{Submission.Name}: {Grid.Cells.Count} cells and {Grid.Stages.Count} shared stages on '{Data.Reference.Name}'"
        + $" ({Data.Images.Train.Count} training, {Data.Images.Query.Count} query, {Data.Images.Gallery.Count} gallery images)";

    /// <summary>Reads everything but the images themselves.</summary>
    public static GridIntake Open(GridSource source, TimeProvider clock)
    {
        var definition = GridFile.Load(source.Grid);
        if (source.Seeds.Count > 0) definition = definition with { Seeds = [.. source.Seeds] };
        var data = DataSetIntake.Open(source.DataFolder, source.ValidationFraction);
        var weights = source.WeightsFile is { } file ? WeightsIntake.Open(file, definition.Recipe.Backbone) : null;
        return new GridIntake(
            new GridSubmission
            {
                Format = GridSubmission.CurrentFormat,
                Name = source.Name ?? RunName.Of(definition.Name, source.IsGridsOwnData ? null : data.Reference),
                Definition = definition,
                Data = data.Reference,
                Weights = weights?.Reference,
                SubmittedAt = clock.GetUtcNow(),
            },
            data,
            weights);
    }

    /// <summary>Decodes every image, unless a store remembers that they all decode.</summary>
    /// <param name="store">Null when there is none yet.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether the images were decoded now.</returns>
    /// <exception cref="DataSetException">Some images do not decode.</exception>
    public async Task<bool> CheckImagesAsync(IObjectStore? store, CancellationToken cancellationToken)
    {
        if (store is not null && await Data.IsKnownGoodAsync(store, cancellationToken)) return false;
        await Data.CheckImagesAsync(cancellationToken);
        return true;
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
