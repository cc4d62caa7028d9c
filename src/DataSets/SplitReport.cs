namespace JsccGrid.DataSets;

/// <summary>What one split of a data set holds.</summary>
public sealed record SplitReport
{
    /// <summary>Name of the split's folder.</summary>
    public required string Name { get; init; }
    /// <summary>Images that training or testing uses: those of people and, in the gallery, of distractors.</summary>
    public required int Images { get; init; }
    /// <summary>Different people; distractors are none.</summary>
    public required int Identities { get; init; }
    /// <summary>Different cameras.</summary>
    public required int Cameras { get; init; }
    /// <summary>Null without people.</summary>
    public required Spread? ImagesPerIdentity { get; init; }
    /// <summary>Pixels, over the images that decode; null if none does.</summary>
    public required Spread? Height { get; init; }
    /// <summary>Pixels, over the images that decode; null if none does.</summary>
    public required Spread? Width { get; init; }
    /// <summary>Images of person -1, which are never used.</summary>
    public required int Junk { get; init; }
    /// <summary>Images of person 0000, which only the gallery uses.</summary>
    public required int Distractors { get; init; }
    /// <summary>Files and folders that are no images.</summary>
    public required int OtherFiles { get; init; }
}
