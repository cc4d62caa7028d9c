using System.Buffers.Binary;
using JsccGrid.Experiments.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tensors;

/// <summary>
/// Reads and writes safetensors files: 8 bytes of header length (little-endian), a JSON header, the tensors' bytes
/// (https://github.com/huggingface/safetensors, section Format). Equal content gives equal bytes.
/// </summary>
public static class SafetensorsFile
{
    /// <summary>Longest header the format allows, in bytes.</summary>
    private const long MaxHeaderLength = 100_000_000;
    private const int PrefixLength = 8;

    /// <summary>
    /// Writes the tensors, from any device and of any memory layout, through a temporary file beside <paramref name="path"/> that is
    /// flushed to the disk and then renamed: the path holds the old file or the whole new one.
    /// </summary>
    /// <exception cref="ArgumentException">A tensor's element type is not F64, F32, F16, BF16, I64, I32, U8 or BOOL.</exception>
    public static void Write(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var header = Describe(tensors, metadata ?? new Dictionary<string, string>());
        var partial = path + ".partial";
        using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            var headerBytes = header.ToBytes();
            Span<byte> prefix = stackalloc byte[PrefixLength];
            BinaryPrimitives.WriteInt64LittleEndian(prefix, headerBytes.Length);
            file.Write(prefix);
            file.Write(headerBytes);
            foreach (var entry in header.Entries)
            {
                using var scope = NewDisposeScope();
                if (entry.Length > 0) file.Write(tensors[entry.Name].detach().cpu().contiguous().bytes);
            }
            file.Flush(flushToDisk: true);
        }
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Reads a whole file; the tensors are on the CPU and belong to the caller, whatever dispose scope is open.</summary>
    /// <exception cref="SafetensorsException">The file is truncated or otherwise not valid.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsContent Read(string path)
    {
        if (Path.Exists(path) && RegularFile.WhyNot(path) is { } what) throw new SafetensorsException(path, $"{what}; expected a safetensors file");
        using var file = File.OpenRead(path);
        var header = ReadHeader(path, file);
        var dataStart = file.Position;
        var tensors = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var entry in header.Entries)
        {
            var tensor = empty(entry.Shape, entry.Type.Type).DetachFromDisposeScope();
            tensors.Add(entry.Name, tensor);
            file.Position = dataStart + entry.Begin;
            if (entry.Length > 0) file.ReadExactly(tensor.bytes);
        }
        return new SafetensorsContent(tensors, header.Metadata);
    }

    private static SafetensorsHeader ReadHeader(string path, FileStream file)
    {
        RequireSafetensors(path, file);
        if (file.Length < PrefixLength)
            throw new SafetensorsException(path, $"truncated: {file.Length} bytes, of which {PrefixLength} should be the header's length");
        Span<byte> prefix = stackalloc byte[PrefixLength];
        file.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxHeaderLength)
            throw new SafetensorsException(path, $"a header of {length} bytes; at most {MaxHeaderLength} are allowed");
        var dataLength = file.Length - PrefixLength - (long)length;
        if (dataLength < 0) throw new SafetensorsException(path, $"truncated: a header of {length} bytes in a file of {file.Length}");
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        return SafetensorsHeader.Parse(path, bytes, dataLength);
    }

    /// <summary>Names a file that is something else: its first bytes, taken for the length of a header, would say nothing to anybody.</summary>
    private static void RequireSafetensors(string path, FileStream file)
    {
        Span<byte> buffer = stackalloc byte[ForeignFile.HeadLength];
        var head = buffer[..file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        // A header may be of a length that reads like another format's first bytes, but it begins with a brace.
        if (head.Length > PrefixLength && head[PrefixLength] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(head) <= MaxHeaderLength) return;
        if (ForeignFile.Describe(head) is { } what) throw new SafetensorsException(path, $"{what}; expected a safetensors file, as safetensors.torch.save_file writes one");
    }

    /// <summary>Lays the tensors out by falling element size, then name, so that each is aligned to its element size.</summary>
    private static SafetensorsHeader Describe(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var ordered = tensors
            .Select(pair => (Name: pair.Key, Tensor: pair.Value, Type: TypeOf(pair.Key, pair.Value)))
            .OrderByDescending(item => item.Type.Size).ThenBy(item => item.Name, StringComparer.Ordinal);
        var entries = new List<SafetensorsHeader.Entry>();
        var position = 0L;
        foreach (var (name, tensor, type) in ordered)
        {
            var end = position + tensor.NumberOfElements * type.Size;
            entries.Add(new SafetensorsHeader.Entry(name, type, tensor.shape, position, end));
            position = end;
        }
        return new SafetensorsHeader(entries, metadata);
    }

    private static SafetensorsType TypeOf(string name, Tensor tensor) => SafetensorsType.Find(tensor.dtype)
        ?? throw new ArgumentException($"'{name}' is of type {tensor.dtype}; known are {SafetensorsType.KnownNames}.", nameof(tensor));
}
