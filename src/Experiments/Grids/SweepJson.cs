using System.Text.Json;
using System.Text.Json.Serialization;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Grids;

/// <summary>The values of a sweep are lists under the keys of their axes, behind the scheme.</summary>
internal sealed class SweepJson : JsonConverter<SweepDefinition>
{
    public override SweepDefinition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var lists = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(ref reader, options)!;
        if (!lists.Remove("scheme", out var name)) throw new JsonException("A sweep has no scheme.");
        var scheme = name.Deserialize<Scheme>(options) ?? throw new JsonException("The scheme of a sweep is null.");
        var sweep = new SweepDefinition { Scheme = scheme };
        return sweep with { Axes = IAlongAxes.Read(lists, scheme.IsKnown ? [.. sweep.PossibleAxes] : [], options) };
    }

    public override void Write(Utf8JsonWriter writer, SweepDefinition value, JsonSerializerOptions options) =>
        IAlongAxes.Write(writer, value.Scheme, value.Axes, options);
}
