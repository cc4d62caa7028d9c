using System.Collections.Immutable;

namespace JsccGrid.Grains.Interfaces.Grids;

/// <summary>One element of a watch.</summary>
/// <param name="Snapshot">The grid now.</param>
/// <param name="Events">Events since the update before, oldest first. Where numbers jump, some may have been missed.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.GridUpdate")]
public sealed record GridUpdate([property: Id(0)] GridSnapshot Snapshot, [property: Id(1)] ImmutableArray<GridEvent> Events);
