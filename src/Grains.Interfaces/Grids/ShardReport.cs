using System.Collections.Immutable;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>What a shard tells its grid. A report replaces the shard's one before, except for its events.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.ShardReport")]
public sealed record ShardReport
{
    [Id(0)] public required int Shard { get; init; }

    /// <summary>Grows; an older report that comes late is ignored.</summary>
    [Id(1)] public required long Version { get; init; }

    [Id(2)] public required ImmutableArray<KindSummary> Schemes { get; init; }

    /// <summary>The stages its cells need; other shards may need the same.</summary>
    [Id(3)] public required ImmutableArray<WorkSnapshot> Stages { get; init; }

    /// <summary>Up to <see cref="GridSnapshot.QuarantinedShown"/> of its quarantined cells.</summary>
    [Id(4)] public required ImmutableArray<WorkSnapshot> Quarantined { get; init; }

    /// <summary>
    /// What happened that the grid may not have heard of. Numbered within the shard, so that it is heard once; the grid gives its own
    /// numbers.
    /// </summary>
    [Id(5)] public required ImmutableArray<GridEvent> Events { get; init; }

    /// <summary>Every cell is committed, quarantined or cancelled; the shard need not be kept alive.</summary>
    [Id(6)] public bool IsFinished { get; init; }

    /// <summary>How long its cells have waited.</summary>
    [Id(7)] public OldestWaits Waits { get; init; }

    /// <summary>
    /// The <see cref="GridChunk.SubmissionId"/> its cells are of; null from a silo of a former version. A shard that has forgotten all
    /// says <see cref="Forgotten"/>.
    /// </summary>
    [Id(8)] public string? SubmissionId { get; init; }

    /// <summary>In place of a submission, of a shard that does not know what it is responsible for.</summary>
    public const string Forgotten = "forgotten";

    /// <summary>From a shard that does not know what it is responsible for: its state was lost.</summary>
    public static ShardReport OfNothing { get; } = new()
    {
        Shard = -1, Version = 0, Schemes = [], Stages = [], Quarantined = [], Events = [], SubmissionId = Forgotten,
    };
}
