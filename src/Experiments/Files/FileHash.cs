using System.Security.Cryptography;

namespace JsccGrid.Experiments.Files;

/// <summary>The SHA-256 of files as everything here writes it: hexadecimal, in lower case.</summary>
/// <exception cref="IOException">Every method that reads: the file cannot be read.</exception>
public static class FileHash
{
    public static string Of(string path)
    {
        using var file = File.OpenRead(path);
        return Of(file);
    }

    /// <summary>The hash of a file of this content.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>What follows in a stream.</summary>
    public static string Of(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));

    public static async Task<string> OfAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
