namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>The answer to a request for a lease.</summary>
/// <param name="Lease">Null when the work cannot be leased now.</param>
/// <param name="View">The work after the request.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.LeaseReply")]
public sealed record LeaseReply([property: Id(0)] WorkLease? Lease, [property: Id(1)] WorkView View);
