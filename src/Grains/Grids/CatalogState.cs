using System.Collections.Immutable;

namespace JsccGrid.Grains.Grids;

/// <summary>All grids by name.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.CatalogState")]
internal sealed record CatalogState
{
    /// <summary>True for a grid that is not finished.</summary>
    [Id(0)] public ImmutableSortedDictionary<string, bool> Grids { get; init; } =
        ImmutableSortedDictionary<string, bool>.Empty.WithComparers(StringComparer.Ordinal);

    public IEnumerable<string> Unfinished => Grids.Where(grid => grid.Value).Select(grid => grid.Key);
}
