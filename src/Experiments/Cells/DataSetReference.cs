using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Cells;

/// <summary>A data set by content: two folders with the same images under the same names are one data set.</summary>
public sealed record DataSetReference
{
    /// <summary>For people: the folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>See <see cref="DataSetFingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>
    /// Null: train on the training identities, test on the test identities. Otherwise the share of training identities held
    /// out and tested on instead, so that a recipe can be chosen without looking at the test identities.
    /// </summary>
    public double? ValidationFraction { get; init; }
}
