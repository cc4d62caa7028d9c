using System.Text.Json.Serialization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Yaml;

namespace JsccGrid.Experiments.Grids;

/// <summary>The product of some coordinates for one scheme, whose axes say which it has.</summary>
[JsonConverter(typeof(SweepJson))]
public sealed record SweepDefinition : IHasAxes
{
    public required Scheme Scheme { get; init; }

    /// <summary>The first varies most slowly. In files each stands under the key of its axis.</summary>
    [JsonIgnore]
    public EquatableList<SweptAxis> Axes { get; init; } = [];

    /// <summary>The values on an axis; null if it gives none.</summary>
    public EquatableList<CoordinateValue>? Find(Axis axis) => Axes.FirstOrDefault(swept => swept.Key == axis.Key)?.Values;

    /// <summary>Every combination of its values.</summary>
    internal IEnumerable<Coordinates> Expand() => Axes.Aggregate<SweptAxis, IEnumerable<Coordinates>>([[]], (all, swept) =>
        from coordinates in all from value in swept.Values select coordinates.With(new Coordinate(swept.Key, value)));

    /// <summary>Every axis that a sweep may name, those of its own scheme first; what does not belong there the rules say.</summary>
    IEnumerable<Axis> IHasAxes.PossibleAxes =>
        (Scheme?.Axes ?? []).Concat(SchemeCatalog.All.SelectMany(scheme => scheme.Axes)).DistinctBy(axis => axis.Key);

    object IHasAxes.With(IEnumerable<SweptAxis> axes) => this with { Axes = [.. axes] };
}
