using System.Text.Json;
using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Units;

/// <summary>A finite SNR is a JSON number, the noiseless channel the string <c>"inf"</c>.</summary>
public sealed class SnrDbJsonConverter : JsonConverter<SnrDb>
{
    public override SnrDb Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number) return new SnrDb(reader.GetDouble());
        if (reader.TokenType == JsonTokenType.String && SnrDb.TryParse(reader.GetString(), out var snr)) return snr;
        throw new JsonException("An SNR is a number of decibels or \"inf\".");
    }

    public override void Write(Utf8JsonWriter writer, SnrDb value, JsonSerializerOptions options)
    {
        if (value.IsNoiseless) writer.WriteStringValue("inf");
        else writer.WriteNumberValue(value.Value);
    }

    public override SnrDb ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        SnrDb.TryParse(reader.GetString(), out var snr) ? snr : throw new JsonException("An SNR is a number of decibels or \"inf\".");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, SnrDb value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
