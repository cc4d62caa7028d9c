namespace JsccGrid.Storage.Collection;

/// <summary>Why something in a store can go.</summary>
public enum SweepKind
{
    /// <summary>A whole cell or stage that no grid of the store wants.</summary>
    UnwantedWork,

    /// <summary>A checkpoint or output file that its manifest does not name, and that no attempt can make it name any more.</summary>
    UnnamedFile,

    /// <summary>Cells of a grid that is gone or has become smaller.</summary>
    LeftoverShard,

    /// <summary>A data set, weights or a file of a program that no grid of the store names.</summary>
    UnwantedInput,
}
