using System.Numerics;
using System.Text.Json;

namespace JsccGrid.Training.Tensors;

/// <summary>
/// The header of a safetensors file: a JSON object of name → {dtype, shape, data_offsets}, and optional metadata.
/// Offsets count from the first byte behind the header.
/// </summary>
internal sealed record SafetensorsHeader(
    IReadOnlyList<SafetensorsHeader.Entry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataKey = "__metadata__";

    internal sealed record Entry(string Name, SafetensorsType Type, long[] Shape, long Begin, long End)
    {
        public long Length => End - Begin;
    }

    /// <summary>The header's bytes, padded with spaces to a multiple of 8.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (Metadata.Count > 0)
            {
                json.WriteStartObject(MetadataKey);
                foreach (var (key, value) in Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, value);
                json.WriteEndObject();
            }
            foreach (var entry in Entries)
            {
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", entry.Type.Name);
                WriteNumbers(json, "shape", entry.Shape);
                WriteNumbers(json, "data_offsets", [entry.Begin, entry.End]);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (stream.Length % 8 != 0) stream.WriteByte((byte)' ');
        return stream.ToArray();
    }

    /// <summary>Reads and checks a header in front of <paramref name="dataLength"/> bytes of data.</summary>
    /// <exception cref="SafetensorsException">The header is not valid; the message says where.</exception>
    public static SafetensorsHeader Parse(string path, ReadOnlyMemory<byte> bytes, long dataLength)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return Parse(path, json.RootElement, dataLength);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) // the latter: text that is not Unicode
        {
            throw new SafetensorsException(path, $"the header is not valid JSON ({exception.Message})", exception);
        }
    }

    private static SafetensorsHeader Parse(string path, JsonElement root, long dataLength)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new SafetensorsException(path, "the header is not a JSON object");
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<Entry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            if (!names.Add(property.Name)) throw new SafetensorsException(path, $"'{property.Name}' occurs twice in the header");
            if (property.Name == MetadataKey) ParseMetadata(path, property.Value, metadata);
            else entries.Add(ParseEntry(path, property.Name, property.Value));
        }
        CheckLayout(path, entries, dataLength);
        return new SafetensorsHeader(entries, metadata);
    }

    private static void ParseMetadata(string path, JsonElement value, SortedDictionary<string, string> metadata)
    {
        if (value.ValueKind != JsonValueKind.Object) throw new SafetensorsException(path, $"{MetadataKey} is not a JSON object");
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
                throw new SafetensorsException(path, $"{MetadataKey} entry '{property.Name}' is not a string");
            metadata[property.Name] = property.Value.GetString()!;
        }
    }

    private static Entry ParseEntry(string path, string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String
            || !value.TryGetProperty("shape", out var shapeJson) || !TryReadNumbers(shapeJson, out var shape)
            || !value.TryGetProperty("data_offsets", out var offsetsJson) || !TryReadNumbers(offsetsJson, out var offsets)
            || offsets.Length != 2)
            throw new SafetensorsException(path,
                $"'{name}' is not {{\"dtype\": string, \"shape\": [non-negative integers], \"data_offsets\": [begin, end]}}");
        var type = SafetensorsType.Find(dtype.GetString()!)
            ?? throw new SafetensorsException(path, $"'{name}' has dtype {dtype.GetString()}; known are {SafetensorsType.KnownNames}");

        var (begin, end) = (offsets[0], offsets[1]);
        if (begin > end) throw new SafetensorsException(path, $"'{name}' ends (offset {end}) before it begins (offset {begin})");
        var length = shape.Aggregate((BigInteger)type.Size, (product, size) => product * size);
        if (length != end - begin)
            throw new SafetensorsException(path,
                $"'{name}' has {end - begin} bytes, but {type.Name} of shape [{string.Join(", ", shape)}] takes {length}");
        return new Entry(name, type, shape, begin, end);
    }

    /// <summary>The tensors must fill the data exactly: no overlap, no gap, nothing behind the last.</summary>
    private static void CheckLayout(string path, List<Entry> entries, long dataLength)
    {
        var position = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.End > dataLength)
                throw new SafetensorsException(path,
                    $"truncated: '{entry.Name}' ends at offset {entry.End}, but there are only {dataLength} bytes of data");
            if (entry.Begin != position)
            {
                var fault = entry.Begin < position ? "inside the tensor before it" : "behind a gap";
                throw new SafetensorsException(path, $"'{entry.Name}' begins at offset {entry.Begin}, {fault}; expected {position}");
            }
            position = entry.End;
        }
        if (position != dataLength) throw new SafetensorsException(path, $"{dataLength - position} bytes of data belong to no tensor");
    }

    private static bool TryReadNumbers(JsonElement array, out long[] numbers)
    {
        numbers = [];
        if (array.ValueKind != JsonValueKind.Array) return false;
        var read = new List<long>();
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out var number) || number < 0) return false;
            read.Add(number);
        }
        numbers = [.. read];
        return true;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
