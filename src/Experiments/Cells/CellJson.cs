using System.Text.Json;
using System.Text.Json.Serialization;
using JsccGrid.Experiments.Programs;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Cells;

/// <summary>
/// Coordinates are written beside the other properties of a cell, under the keys of their axes and behind the scheme, whose program, if it
/// has one, is a property of the cell.
/// </summary>
internal sealed class CellJson : JsonConverter<CellSpec>
{
    public override CellSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var read = JsonSerializer.Deserialize<Flat>(ref reader, options)!;
        var scheme = SchemeOf(read);
        return new CellSpec
        {
            Scheme = scheme, Coordinates = CoordinatesOf(scheme, read.Others), Seed = read.Seed, Data = read.Data, Weights = read.Weights,
            Recipe = read.Recipe, Algorithm = read.Algorithm ?? CellSpec.FirstAlgorithm,
        };
    }

    public override void Write(Utf8JsonWriter writer, CellSpec value, JsonSerializerOptions options)
    {
        void Property(string name, object content)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, content, options);
        }

        writer.WriteStartObject();
        Property("scheme", value.Scheme.Name);
        if (value.Scheme.Program is { } program) Property("program", program);
        foreach (var coordinate in value.Named) Property(coordinate.Key, coordinate.Value.Content!);
        Property("seed", value.Seed);
        Property("data", value.Data);
        if (value.Weights is { } weights) Property("weights", weights);
        if (value.WrittenAlgorithm is { } algorithm) Property("algorithm", algorithm);
        Property("recipe", value.Recipe);
        writer.WriteEndObject();
    }

    private static Scheme SchemeOf(Flat read)
    {
        try
        {
            return read.Program is { } program ? new ProgramScheme(read.Scheme.Name, program) : read.Scheme;
        }
        catch (ArgumentException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    /// <summary>Numbers and words that stand where coordinates do; anything else that a later version wrote there is passed over.</summary>
    private static Coordinates CoordinatesOf(Scheme scheme, Dictionary<string, JsonElement>? written)
    {
        var coordinates = new List<Coordinate>();
        foreach (var (key, element) in written ?? [])
        {
            if (element.ValueKind is not (JsonValueKind.Number or JsonValueKind.String) || !Coordinate.IsKey(key)) continue;
            try
            {
                coordinates.Add(new Coordinate(key, CoordinateValue.Read(element, scheme.IsKnown ? scheme.FindAxis(key)?.Type : null)));
            }
            catch (JsonException exception)
            {
                throw new JsonException($"'{key}' of a {scheme.Name} cell: {exception.Message}", exception);
            }
        }
        return [.. coordinates];
    }

    /// <summary>A cell as it is written.</summary>
    private sealed record Flat
    {
        public required Scheme Scheme { get; init; }
        public ProgramDescription? Program { get; init; }
        public required int Seed { get; init; }
        public required DataSetReference Data { get; init; }
        public WeightsReference? Weights { get; init; }
        public int? Algorithm { get; init; }
        public required Recipe Recipe { get; init; }

        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Others { get; init; }
    }
}
