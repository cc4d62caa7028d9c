using System.Collections.Immutable;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Client.Runs;

/// <summary>What there is to show of a run at one moment.</summary>
/// <param name="Snapshot">The grid.</param>
/// <param name="Events">What happened since the frame before, oldest first.</param>
/// <param name="Workers">All workers with their slots.</param>
/// <param name="Elapsed">Since the grid was last submitted.</param>
/// <param name="Remaining">Estimated time to the end; null until something of the grid has finished.</param>
internal sealed record RunFrame(
    GridSnapshot Snapshot, IReadOnlyList<GridEvent> Events, ImmutableArray<WorkerSnapshot> Workers, TimeSpan Elapsed, TimeSpan? Remaining)
{
    /// <summary>For how long nobody has answered; the rest is what was last known. Null while all is well.</summary>
    public TimeSpan? Silence { get; init; }
}
