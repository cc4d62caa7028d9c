using System.Text.Json.Serialization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Grids;

/// <summary>The product of some coordinates for one scheme, whose axes say which it has.</summary>
[JsonConverter(typeof(SweepJson))]
public sealed record SweepDefinition : IAlongAxes
{
    public required Scheme Scheme { get; init; }

    /// <summary>The first varies most slowly. In files each stands under the key of its axis.</summary>
    [JsonIgnore]
    public EquatableList<SweptAxis> Axes { get; init; } = [];

    IEnumerable<Axis> IAlongAxes.PossibleAxes => PossibleAxes;

    /// <inheritdoc cref="IAlongAxes.PossibleAxes"/>
    internal IEnumerable<Axis> PossibleAxes => SchemeCatalog.AxesFrom(Scheme);

    /// <summary>The values on an axis; null if it gives none.</summary>
    public EquatableList<CoordinateValue>? Find(Axis axis) => Axes.FirstOrDefault(swept => swept.Key == axis.Key)?.Values;

    object IAlongAxes.Along(IEnumerable<SweptAxis> axes) => this with { Axes = [.. axes] };

    /// <summary>Every combination of its values.</summary>
    internal IEnumerable<Coordinates> Expand() => Axes.Aggregate<SweptAxis, IEnumerable<Coordinates>>([[]], (all, swept) =>
        from coordinates in all from value in swept.Values select coordinates.With(new Coordinate(swept.Key, value)));
}
