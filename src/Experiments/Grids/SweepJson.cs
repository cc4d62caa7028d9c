using System.Text.Json;
using System.Text.Json.Serialization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Grids;

/// <summary>The values of a sweep are lists under the keys of their axes, behind the scheme.</summary>
internal sealed class SweepJson : JsonConverter<SweepDefinition>
{
    /// <exception cref="JsonException">
    /// Its scheme or an axis is not known, as a later version may have written: which cells it means is not known either.
    /// </exception>
    public override SweepDefinition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var lists = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(ref reader, options)!;
        if (!lists.Remove("scheme", out var name)) throw new JsonException("A sweep has no scheme.");
        var scheme = name.Deserialize<Scheme>(options);
        if (scheme is not { IsKnown: true }) throw new JsonException(SchemeCatalog.WhyUnknown(scheme?.Name ?? ""));
        var axes =
            from list in lists
            where list.Value.ValueKind != JsonValueKind.Null
            let axis = scheme.FindAxis(list.Key)
                ?? throw new JsonException($"A sweep of {scheme.Name} has '{list.Key}', which is no coordinate in this version.")
            orderby scheme.Axes.TakeWhile(other => other != axis).Count()
            let values = list.Value.Deserialize<JsonElement[]>(options)!.Select(element => CoordinateValue.Read(element, axis.Type))
            select new SweptAxis(axis.Key, [.. values]);
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
