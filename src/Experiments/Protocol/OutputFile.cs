using JsccGrid.Experiments.Files;

namespace JsccGrid.Experiments.Protocol;

/// <summary>A file the training program wrote, with the hash it wrote it under.</summary>
/// <param name="Name">Relative to its folder; letters, digits, '.', '-' and '_'.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Hexadecimal, lower case.</param>
public sealed record OutputFile(string Name, long Size, string Sha256)
{
    /// <summary>A file of this content.</summary>
    public static OutputFile Of(string name, ReadOnlySpan<byte> content) => new(name, content.Length, FileHash.Of(content));
}
