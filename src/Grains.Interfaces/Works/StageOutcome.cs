using JsccGrid.Experiments.Cells;

namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>News of a stage for the work that needs it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Status"><see cref="WorkStatus.Committed"/>, <see cref="WorkStatus.Quarantined"/>, or any other: still to come.</param>
/// <param name="Reason">When quarantined, which stage failed and why: of several that need each other, the first.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.StageOutcome")]
public sealed record StageOutcome(
    [property: Id(0)] WorkId Stage,
    [property: Id(1)] WorkStatus Status,
    [property: Id(2)] string? Reason);
