using System.Collections.Immutable;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>A grid's wish to have a cell or a stage done.</summary>
/// <param name="Label">For people.</param>
/// <param name="Required">Stages it needs.</param>
/// <param name="Observer">Key of the grid shard to tell of every change.</param>
/// <param name="Demand">Whether to run it now.</param>
/// <param name="Version">The greatest <see cref="WorkSnapshot.Version"/> the shard has seen: what follows is greater.</param>
/// <param name="Verify">Whether to look in the store if it is still there, when it is known as committed.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.WorkSubmission")]
public sealed record WorkRequest(
    [property: Id(0)] string Label,
    [property: Id(1)] ImmutableArray<WorkId> Required,
    [property: Id(2)] string Observer,
    [property: Id(3)] WorkDemand Demand,
    [property: Id(4)] long Version = 0,
    [property: Id(5)] bool Verify = false);
