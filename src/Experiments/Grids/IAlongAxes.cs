using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Grids;

/// <summary>What has lists of values under the keys of axes, which in files stand beside its other properties.</summary>
internal interface IAlongAxes
{
    /// <summary>The axes whose keys may stand there, in the order of the lists.</summary>
    IEnumerable<Axis> PossibleAxes { get; }

    /// <summary>The same with these lists.</summary>
    object Along(IEnumerable<SweptAxis> axes);

    /// <summary>Lists from JSON. What a later version wrote is kept as it is; which cells it means is not known.</summary>
    /// <param name="lists">Under the keys of their axes.</param>
    /// <param name="possible">In the order of the lists; others are behind them.</param>
    /// <param name="options">How JSON is read.</param>
    static EquatableList<SweptAxis> Read(
        IEnumerable<KeyValuePair<string, JsonElement>> lists, IReadOnlyList<Axis> possible, JsonSerializerOptions options) =>
    [
        .. from list in lists
           where list.Value.ValueKind != JsonValueKind.Null
           let type = possible.FirstOrDefault(axis => axis.Key == list.Key)?.Type
           orderby possible.TakeWhile(axis => axis.Key != list.Key).Count()
           let values = list.Value.Deserialize<JsonElement[]>(options)!.Select(element => CoordinateValue.Read(element, type))
           select new SweptAxis(list.Key, [.. values]),
    ];

    /// <summary>The lists, behind the scheme, or the schemes, whose cells they are of.</summary>
    static void Write<T>(Utf8JsonWriter writer, T scheme, IEnumerable<SweptAxis> axes, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("scheme");
        JsonSerializer.Serialize(writer, scheme, options);
        foreach (var axis in axes)
        {
            writer.WritePropertyName(axis.Key);
            JsonSerializer.Serialize(writer, axis.Values.Select(coordinate => coordinate.Content), options);
        }
        writer.WriteEndObject();
    }
}
