using JsccGrid.Experiments.Cells;

namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>A grid's wish to have a cell or a stage done.</summary>
/// <param name="Spec">What to do.</param>
/// <param name="Observer">Key of the grid shard to tell of every change.</param>
/// <param name="Demand">Whether to run it now.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.WorkSubmission")]
public sealed record WorkSubmission(
    [property: Id(0)] WorkSpec Spec,
    [property: Id(1)] string Observer,
    [property: Id(2)] WorkDemand Demand);
