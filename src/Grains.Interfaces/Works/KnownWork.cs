namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>A cell or stage as a grid shard knows it.</summary>
/// <param name="Snapshot">As last heard.</param>
/// <param name="Submission">What the shard submits when the work has forgotten it.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.KnownWork")]
public sealed record KnownWork([property: Id(0)] WorkSnapshot Snapshot, [property: Id(1)] WorkRequest Submission);
