using System.Text.Json;
using System.Text.Json.Serialization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Grids;

/// <summary>The values of a sweep are lists under the keys of their axes, behind the scheme.</summary>
internal sealed class SweepJson : JsonConverter<SweepDefinition>
{
    /// <summary>What a later version wrote is kept as it is; which cells it means is not known.</summary>
    public override SweepDefinition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var lists = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(ref reader, options)!;
        if (!lists.Remove("scheme", out var name)) throw new JsonException("A sweep has no scheme.");
        var scheme = name.Deserialize<Scheme>(options) ?? throw new JsonException("The scheme of a sweep is null.");
        var axes =
            from list in lists
            where list.Value.ValueKind != JsonValueKind.Null
            let type = scheme.IsKnown ? scheme.FindAxis(list.Key)?.Type : null
            orderby scheme.Axes.TakeWhile(axis => axis.Key != list.Key).Count()
            let values = list.Value.Deserialize<JsonElement[]>(options)!.Select(element => CoordinateValue.Read(element, type))
            select new SweptAxis(list.Key, [.. values]);
        return new SweepDefinition { Scheme = scheme, Axes = [.. axes] };
    }

    public override void Write(Utf8JsonWriter writer, SweepDefinition value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("scheme", value.Scheme.Name);
        foreach (var axis in value.Axes)
        {
            writer.WritePropertyName(axis.Key);
            JsonSerializer.Serialize(writer, axis.Values.Select(coordinate => coordinate.Content), options);
        }
        writer.WriteEndObject();
    }
}
