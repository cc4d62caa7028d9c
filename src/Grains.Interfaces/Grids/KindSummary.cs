namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>The cells of one scheme, or the stages of one kind, with what an estimate of the remaining time needs.</summary>
/// <param name="Kind">Scheme name, or stage kind: <c>jscc-ae</c>, <c>baseline</c>.</param>
/// <param name="Counts">By status.</param>
/// <param name="Measured">How many were committed while this cluster watched.</param>
/// <param name="MeasuredSeconds">Slot-seconds these took in all.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.KindSummary")]
public sealed record KindSummary(
    [property: Id(0)] string Kind,
    [property: Id(1)] StatusCounts Counts,
    [property: Id(2)] int Measured,
    [property: Id(3)] double MeasuredSeconds);
