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
    private static readonly (string Name, ScalarType Type)[] Scalars =
    [
        ("F64", ScalarType.Float64), ("F32", ScalarType.Float32), ("F16", ScalarType.Float16), ("BF16", ScalarType.BFloat16),
        ("I64", ScalarType.Int64), ("I32", ScalarType.Int32), ("U8", ScalarType.Byte), ("BOOL", ScalarType.Bool),
    ];

    /// <summary>Writes the tensors, from any device and of any memory layout: the path holds the old file or the whole new one.</summary>
    /// <exception cref="ArgumentException">A tensor's element type is not F64, F32, F16, BF16, I64, I32, U8 or BOOL.</exception>
    public static void Write(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var header = SafetensorsHeader.LayOut(
            tensors.Select(pair => (pair.Key, TypeOf(pair.Key, pair.Value), pair.Value.shape)),
            metadata ?? new Dictionary<string, string>());
        header.WriteFile(path, $"{path}.partial", (entry, file) =>
        {
            using var scope = NewDisposeScope();
            if (entry.Length > 0) file.Write(tensors[entry.Name].detach().cpu().contiguous().bytes);
        });
    }

    /// <summary>Reads a whole file; the tensors are on the CPU and belong to the caller, whatever dispose scope is open.</summary>
    /// <exception cref="SafetensorsException">The file is truncated or otherwise not valid.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsContent Read(string path)
    {
        if (Path.Exists(path) && RegularFile.WhyNot(path) is { } what)
            throw new SafetensorsException(path, $"{what}; expected a safetensors file");
        using var file = File.OpenRead(path);
        var header = SafetensorsHeader.Read(path, file);
        var dataStart = file.Position;
        var tensors = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var entry in header.Entries)
        {
            var tensor = empty(entry.Shape, ScalarOf(entry.Type)).DetachFromDisposeScope();
            tensors.Add(entry.Name, tensor);
            file.Position = dataStart + entry.Begin;
            if (entry.Length > 0) file.ReadExactly(tensor.bytes);
        }
        return new SafetensorsContent(tensors, header.Metadata);
    }

    private static ScalarType ScalarOf(SafetensorsType type) => Scalars.First(scalar => scalar.Name == type.Name).Type;

    private static SafetensorsType TypeOf(string name, Tensor tensor)
    {
        var type = Array.Find(Scalars, scalar => scalar.Type == tensor.dtype).Name;
        return type is null
            ? throw new ArgumentException($"'{name}' is of type {tensor.dtype}; known are {SafetensorsType.KnownNames}.", nameof(tensor))
            : SafetensorsType.Find(type)!.Value;
    }
}
