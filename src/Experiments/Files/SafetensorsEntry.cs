namespace JsccGrid.Experiments.Files;

/// <summary>A tensor of a safetensors file: its name, type and shape, and where its bytes are behind the header.</summary>
public sealed record SafetensorsEntry(string Name, SafetensorsType Type, long[] Shape, long Begin, long End)
{
    /// <summary>Bytes that it takes.</summary>
    public long Length => End - Begin;
}
