using JsccGrid.Experiments.Files;

namespace JsccGrid.Import.Weights;

/// <summary>Writes safetensors files without a tensor library. Equal content gives equal bytes.</summary>
public static class SafetensorsWriter
{
    /// <summary>
    /// Writes through a temporary file beside <paramref name="path"/> that is flushed to the disk and then renamed: the path holds the
    /// old file or the whole new one, also when two write at once.
    /// </summary>
    public static void Write(string path, IReadOnlyCollection<NamedTensor> tensors)
    {
        var header = SafetensorsHeader.LayOut(
            tensors.Select(tensor => (tensor.Name, tensor.Type, tensor.Shape)), new Dictionary<string, string>());
        var byName = tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Bytes, StringComparer.Ordinal);
        var partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                header.WriteTo(file);
                foreach (var entry in header.Entries) file.Write(byName[entry.Name].Span);
                file.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
