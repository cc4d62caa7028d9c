using System.Collections.Immutable;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>A grid at one moment. Its size does not depend on the number of cells.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.GridSnapshot")]
public sealed record GridSnapshot
{
    /// <summary>The most entries of <see cref="Quarantined"/>; <see cref="Cells"/> and <see cref="Stages"/> count them all.</summary>
    public const int QuarantinedShown = 32;

    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required GridStatus Status { get; init; }

    /// <summary>Grows with every change.</summary>
    [Id(2)] public required long Version { get; init; }

    /// <summary>UTC, of the last submission.</summary>
    [Id(3)] public DateTimeOffset SubmittedAt { get; init; }

    [Id(4)] public required StatusCounts Cells { get; init; }

    /// <summary>Shared stages, each counted once.</summary>
    [Id(5)] public required StatusCounts Stages { get; init; }

    [Id(6)] public required ImmutableArray<KindSummary> Schemes { get; init; }
    [Id(7)] public required ImmutableArray<KindSummary> StageKinds { get; init; }

    /// <summary>Quarantined cells and stages, as many as are shown.</summary>
    [Id(8)] public required ImmutableArray<WorkSnapshot> Quarantined { get; init; }

    /// <summary>Shards the grid consists of, for <see cref="IGridGrain.GetCellsAsync"/>.</summary>
    [Id(9)] public int Shards { get; init; }

    /// <summary>Grids of a higher priority are served first; those of the same share the slots evenly. Default: 0.</summary>
    [Id(10)] public int Priority { get; init; }

    /// <summary>
    /// Cells of shards that have not said yet where they stand, for a moment after the grid's grain came to life. They are in none
    /// of the counts, and a grid that has any is not finished.
    /// </summary>
    [Id(11)] public int Unreported { get; init; }

    /// <summary>How long its cells and stages have waited.</summary>
    [Id(12)] public OldestWaits Waits { get; init; }

    /// <summary>UTC, when the last cell was committed, quarantined or cancelled; null while one is not.</summary>
    [Id(13)] public DateTimeOffset? FinishedAt { get; init; }
}
