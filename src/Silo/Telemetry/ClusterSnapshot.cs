using System.Collections.Immutable;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Silo.Telemetry;

/// <summary>The cluster as last asked.</summary>
/// <param name="At">Timestamp of the clock that asked.</param>
/// <param name="Now">UTC.</param>
/// <param name="Grids">All of them.</param>
/// <param name="Pool">Workers and slots.</param>
internal sealed record ClusterSnapshot(long At, DateTimeOffset Now, ImmutableArray<GridSnapshot> Grids, PoolSummary Pool)
{
    /// <summary>What the grids that have series have found so far, by their name.</summary>
    public ImmutableDictionary<string, ImmutableArray<ResultMean>> Results { get; init; } =
        ImmutableDictionary<string, ImmutableArray<ResultMean>>.Empty;

    /// <summary>The most grids that have series; the last submitted.</summary>
    public const int MaxGrids = 32;

    /// <summary>How long a finished grid keeps its series.</summary>
    public static readonly TimeSpan FinishedFor = TimeSpan.FromHours(1);

    /// <summary>
    /// Grids that have series: those that are not finished, those that finished a short time ago, and those that finished with
    /// something in quarantine, which somebody has to look at.
    /// </summary>
    public IEnumerable<GridSnapshot> Shown => Grids.Where(IsShown).OrderByDescending(grid => grid.SubmittedAt).Take(MaxGrids);

    private bool IsShown(GridSnapshot grid) => grid.Status switch
    {
        GridStatus.Finished when grid.Cells.Quarantined + grid.Stages.Quarantined > 0 => true,
        GridStatus.Finished or GridStatus.Cancelled =>
            grid.FinishedAt is not { } finished ? grid.Status == GridStatus.Cancelled : Now - finished < FinishedFor,
        _ => true,
    };
}
