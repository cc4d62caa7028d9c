using System.Collections.Immutable;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>How many cells of each shard of a grid are committed.</summary>
/// <param name="SubmissionId">See <see cref="GridChunk.SubmissionId"/>: shards of another have other cells.</param>
/// <param name="ByShard">In the order of the shards; null for one that has not said.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.CommittedCounts")]
public sealed record CommittedCounts([property: Id(0)] string SubmissionId, [property: Id(1)] ImmutableArray<int?> ByShard);
