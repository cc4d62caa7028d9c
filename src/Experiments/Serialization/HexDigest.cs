using System.Security.Cryptography;

namespace JsccGrid.Experiments.Serialization;

/// <summary>The text of a hash: lower-case hexadecimal digits. What names experiments is the first 128 bits of a SHA-256.</summary>
internal static class HexDigest
{
    public const int Length = 32;

    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, Length / 2));

    public static string Require(string? value, string what)
    {
        if (!IsValid(value)) throw new FormatException($"'{value}' is not a {what}: {Length} lower-case hexadecimal digits.");
        return value!;
    }

    public static bool IsValid(string? value, int length = Length) =>
        value?.Length == length && value.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
