using System.Text.Json;
using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Serialization;

/// <summary>What is a string in JSON: the text of a value.</summary>
/// <param name="parse">Reads the text; throws <see cref="FormatException"/> where it is none.</param>
internal abstract class TextJson<T>(Func<string?, T> parse) : JsonConverter<T> where T : notnull
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return parse(reader.GetString());
        }
        catch (FormatException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
