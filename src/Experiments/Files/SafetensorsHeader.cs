using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;

namespace JsccGrid.Experiments.Files;

/// <summary>
/// The header of a safetensors file: 8 bytes of its length (little-endian), a JSON object of name → {dtype, shape, data_offsets} and
/// optional metadata (https://github.com/huggingface/safetensors, section Format). Offsets count from the first byte behind the header.
/// </summary>
public sealed record SafetensorsHeader(
    IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Longest header the format allows, in bytes.</summary>
    private const long MaxLength = 100_000_000;
    private const int PrefixLength = 8;
    private const string MetadataKey = "__metadata__";

    /// <summary>Lays tensors out by falling element size, then name, so that each is aligned to its element size.</summary>
    public static SafetensorsHeader LayOut(
        IEnumerable<(string Name, SafetensorsType Type, long[] Shape)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var entries = new List<SafetensorsEntry>();
        var position = 0L;
        foreach (var (name, type, shape) in tensors.OrderByDescending(tensor => tensor.Type.Size)
            .ThenBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            var end = position + shape.Aggregate((long)type.Size, (product, size) => product * size);
            entries.Add(new SafetensorsEntry(name, type, shape, position, end));
            position = end;
        }
        return new SafetensorsHeader(entries, metadata);
    }

    /// <summary>Reads and checks the header at the beginning of a file; the data begin where the stream then stands.</summary>
    /// <exception cref="SafetensorsException">
    /// The file is something else, or truncated, or its header is not valid; the message says where.
    /// </exception>
    public static SafetensorsHeader Read(string path, FileStream file)
    {
        RequireSafetensors(path, file);
        if (file.Length < PrefixLength)
            throw new SafetensorsException(path, $"truncated: {file.Length} bytes, of which {PrefixLength} should be the header's length");
        Span<byte> prefix = stackalloc byte[PrefixLength];
        file.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxLength)
            throw new SafetensorsException(path, $"a header of {length} bytes; at most {MaxLength} are allowed");
        var dataLength = file.Length - PrefixLength - (long)length;
        if (dataLength < 0) throw new SafetensorsException(path, $"truncated: a header of {length} bytes in a file of {file.Length}");
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        return Parse(path, bytes, dataLength);
    }

    /// <summary>
    /// Whether a file that begins so can be nothing else: the first bytes of a header of an allowed length, and its brace.
    /// </summary>
    public static bool Begins(ReadOnlySpan<byte> head) =>
        head.Length > PrefixLength && head[PrefixLength] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(head) <= MaxLength;

    /// <summary>
    /// Writes a file through a temporary one that is flushed to the disk and then renamed: the path holds the old file or the whole
    /// new one.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="partial">The temporary one beside it, which replaces what an earlier try has left there.</param>
    /// <param name="writeData">Writes the bytes of a tensor.</param>
    public void WriteFile(string path, string partial, Action<SafetensorsEntry, Stream> writeData)
    {
        try
        {
            using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                WriteTo(file);
                foreach (var entry in Entries) writeData(entry, file);
                file.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Writes the header in front of the data, padded with spaces to a multiple of 8.</summary>
    private void WriteTo(Stream stream)
    {
        var bytes = ToBytes();
        Span<byte> prefix = stackalloc byte[PrefixLength];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, bytes.Length);
        stream.Write(prefix);
        stream.Write(bytes);
    }

    /// <summary>
    /// Names a file that is something else: its first bytes, taken for the length of a header, would say nothing to anybody.
    /// </summary>
    private static void RequireSafetensors(string path, FileStream file)
    {
        Span<byte> buffer = stackalloc byte[ForeignFile.HeadLength];
        var head = buffer[..file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        // A header may be of a length that reads like another format's first bytes, but it begins with a brace.
        if (Begins(head)) return;
        if (ForeignFile.Describe(head) is { } what)
            throw new SafetensorsException(path, $"{what}; expected a safetensors file, as safetensors.torch.save_file writes one");
    }

    private byte[] ToBytes()
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

    private static SafetensorsHeader Parse(string path, ReadOnlyMemory<byte> bytes, long dataLength)
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
        var entries = new List<SafetensorsEntry>();
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

    private static SafetensorsEntry ParseEntry(string path, string name, JsonElement value)
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
        return new SafetensorsEntry(name, type, shape, begin, end);
    }

    /// <summary>The tensors must fill the data exactly: no overlap, no gap, nothing behind the last.</summary>
    private static void CheckLayout(string path, List<SafetensorsEntry> entries, long dataLength)
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
