namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>The answer to a request for a lease.</summary>
/// <param name="Attempt">The attempt that is now the worker's; 0 when the work cannot be leased now.</param>
/// <param name="Snapshot">The work after the request.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.LeaseReply")]
public sealed record LeaseReply([property: Id(0)] int Attempt, [property: Id(1)] WorkSnapshot Snapshot);
