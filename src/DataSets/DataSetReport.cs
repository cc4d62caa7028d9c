namespace JsccGrid.DataSets;

/// <summary>What a data set holds and what is wrong with it.</summary>
public sealed record DataSetReport
{
    /// <summary>Full path of the data set.</summary>
    public required string Folder { get; init; }
    /// <summary>Training, query and gallery, as far as they are there: none in a folder of another layout.</summary>
    public required IReadOnlyList<SplitReport> Splits { get; init; }
    /// <summary>Everything that keeps the data set from being used: which file, what is wrong, what would be right.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
    /// <summary>What does not keep it from being used, but may not be meant.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
    /// <summary>The published protocol whose numbers of images these are; null when none is known.</summary>
    public KnownProtocol? Protocol =>
        Splits is [var train, var query, var gallery] ? KnownProtocol.Of(train.Images, query.Images, gallery.Images) : null;
    /// <summary>Whether it can be trained and tested on.</summary>
    public bool IsUsable => Problems.Count == 0;
}
