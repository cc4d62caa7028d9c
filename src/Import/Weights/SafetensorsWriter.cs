using JsccGrid.Experiments.Files;

namespace JsccGrid.Import.Weights;

/// <summary>Writes safetensors files without a tensor library. Equal content gives equal bytes.</summary>
public static class SafetensorsWriter
{
    /// <summary>Writes a file; the path holds the old one or the whole new one, also when two write at once.</summary>
    public static void Write(string path, IReadOnlyCollection<NamedTensor> tensors)
    {
        var header = SafetensorsHeader.LayOut(
            tensors.Select(tensor => (tensor.Name, tensor.Type, tensor.Shape)), new Dictionary<string, string>());
        var byName = tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Bytes, StringComparer.Ordinal);
        header.WriteFile(
            path, $"{path}.{Environment.ProcessId}.partial", (entry, file) => file.Write(byName[entry.Name].Span));
    }
}
