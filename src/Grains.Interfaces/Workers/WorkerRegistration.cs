namespace JsccGrid.Grains.Interfaces.Workers;

/// <summary>A worker that offers slots.</summary>
/// <param name="Worker">Unique while it lives: <c>host-pid</c>, or a name given by options.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="Slots">Cells it can train at a time.</param>
/// <param name="Device"><c>cpu</c>, <c>cuda</c>, … as slots are told.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.WorkerRegistration")]
public sealed record WorkerRegistration(
    [property: Id(0)] string Worker,
    [property: Id(1)] string Host,
    [property: Id(2)] int Slots,
    [property: Id(3)] string Device);
