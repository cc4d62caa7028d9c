using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>The answer of a shard asked for work.</summary>
/// <param name="Lease">Null when it had none to give after all.</param>
/// <param name="Offer">What it still has.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.ShardLeaseReply")]
public sealed record ShardLeaseReply([property: Id(0)] WorkLease? Lease, [property: Id(1)] ShardOffer Offer);
