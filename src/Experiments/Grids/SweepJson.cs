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
        var read = JsonSerializer.Deserialize<Flat>(ref reader, options)!;
        if (!read.Scheme.IsKnown) throw new JsonException(SchemeCatalog.WhyUnknown(read.Scheme.Name));
        var lists = (read.Others ?? []).Where(other => other.Value.ValueKind != JsonValueKind.Null).ToDictionary();
        var axes = lists.Keys.Select(key => read.Scheme.FindAxis(key)
            ?? throw new JsonException($"A sweep of {read.Scheme.Name} has '{key}', which is no coordinate in this version.")).ToList();
        return new SweepDefinition
        {
            Scheme = read.Scheme,
            Axes =
            [
                .. from axis in axes
                orderby read.Scheme.Axes.TakeWhile(other => other != axis).Count()
                let values = lists[axis.Key].Deserialize<JsonElement[]>(options)!.Select(element => CoordinateValue.Read(element, axis.Type))
                select new SweptAxis(axis.Key, [.. values]),
            ],
        };
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

    /// <summary>A sweep as it is written.</summary>
    private sealed record Flat
    {
        public required Scheme Scheme { get; init; }

        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Others { get; init; }
    }
}
