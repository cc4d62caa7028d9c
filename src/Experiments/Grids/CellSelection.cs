using System.Text.Json;
using System.Text.Json.Serialization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Grids;

/// <summary>Some cells of a grid: those of some schemes that have, on the axes named, one of the values named.</summary>
[JsonConverter(typeof(Json))]
public sealed record CellSelection : IAlongAxes
{
    [Count(1, 100)]
    public required EquatableList<Scheme> Scheme { get; init; }

    /// <summary>In files each stands under the key of its axis.</summary>
    [JsonIgnore]
    public EquatableList<SweptAxis> Axes { get; init; } = [];

    IEnumerable<Axis> IAlongAxes.PossibleAxes =>
        (Scheme ?? []).OfType<Scheme>().SelectMany(scheme => scheme.Axes).Concat(SchemeCatalog.AxesFrom(null)).DistinctBy(axis => axis.Key);

    /// <summary>The values named on an axis; null if it names none.</summary>
    public EquatableList<CoordinateValue>? Find(Axis axis) => Axes.FirstOrDefault(named => named.Key == axis.Key)?.Values;

    /// <summary>
    /// Whether a cell is one of them. An axis that its scheme does not have keeps no cell out; one that has a default and is not named
    /// lets in the cells that have the default, unless it is open.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="open">Keys of axes on which any value will do where none is named.</param>
    public bool Has(CellSpec cell, params ReadOnlySpan<string> open)
    {
        if (!Scheme.Contains(cell.Scheme)) return false;
        foreach (var axis in cell.Scheme.Axes)
        {
            var value = axis.ValueOf(cell);
            var isIn = Find(axis) is { } named
                ? named.Contains(value ?? default)
                : axis.DefaultValue is null || value == axis.DefaultValue || open.Contains(axis.Key);
            if (!isIn) return false;
        }
        return true;
    }

    object IAlongAxes.Along(IEnumerable<SweptAxis> axes) => this with { Axes = [.. axes] };

    /// <summary>The values are lists under the keys of their axes, behind the schemes.</summary>
    private sealed class Json : JsonConverter<CellSelection>
    {
        public override CellSelection Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var lists = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(ref reader, options)!;
            if (!lists.Remove("scheme", out var names)) throw new JsonException("A figure's cells have no scheme.");
            var selection = new CellSelection { Scheme = names.Deserialize<EquatableList<Scheme>>(options)! };
            return selection with { Axes = IAlongAxes.Read(lists, [.. ((IAlongAxes)selection).PossibleAxes], options) };
        }

        public override void Write(Utf8JsonWriter writer, CellSelection value, JsonSerializerOptions options) =>
            IAlongAxes.Write(writer, value.Scheme, value.Axes, options);
    }
}
