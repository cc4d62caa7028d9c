using System.Text;

namespace JsccGrid.Experiments.Yaml;

/// <summary>Reads a file that a person hands in, and no more of it than such a file has.</summary>
public static class InputFile
{
    public const int MaxBytes = 1 << 20;

    /// <exception cref="InvalidInputException">It is longer than <see cref="MaxBytes"/>.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] ReadBytes(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[MaxBytes + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > MaxBytes)
            throw new InvalidInputException(
                [new InputError(path, 0, 0, $"longer than {MaxBytes / 1024} KiB; expected a file that a person wrote.")]);
        return bytes[..length];
    }

    /// <exception cref="InvalidInputException">It is longer than <see cref="MaxBytes"/>, or no text in UTF-8.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string ReadText(string path)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(ReadBytes(path)), new UTF8Encoding(false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidInputException([new InputError(path, 0, 0, "not text in UTF-8.")]);
        }
    }
}
