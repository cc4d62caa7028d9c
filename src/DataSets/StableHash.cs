using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JsccGrid.DataSets;

/// <summary>A hash that is the same in every process, on every machine and in every version: the start of a SHA-256.</summary>
internal static class StableHash
{
    public static ulong Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
