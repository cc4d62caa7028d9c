using JsccGrid.Experiments.Cells;

namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>A worker's right to one attempt, kept alive by heartbeats.</summary>
/// <param name="Work">The id of <paramref name="Spec"/>.</param>
/// <param name="Spec">What to do.</param>
/// <param name="Attempt">The fencing token: the store refuses a smaller one.</param>
/// <param name="Duration">How long the lease lives after a heartbeat.</param>
/// <param name="Grid">The grid whose turn it was; others may want the work too.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.WorkLease")]
public sealed record WorkLease(
    [property: Id(0)] WorkId Work,
    [property: Id(1)] WorkSpec Spec,
    [property: Id(2)] int Attempt,
    [property: Id(3)] TimeSpan Duration,
    [property: Id(4)] string Grid = "");
