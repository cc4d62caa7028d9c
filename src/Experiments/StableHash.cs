using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JsccGrid.Experiments;

/// <summary>A hash that is the same in every process, on every machine and in every version: the start of a SHA-256.</summary>
public static class StableHash
{
    /// <summary>The first 64 bits, little-endian, of SHA-256 over the text in UTF-8.</summary>
    public static ulong Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
