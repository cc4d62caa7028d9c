using System.Text;

namespace JsccGrid.Experiments.Files;

/// <summary>
/// Recognises, by its first bytes, a file that is something else than its name says, so that a message can say what it is.
/// </summary>
public static class ForeignFile
{
    /// <summary>How many of the first bytes tell.</summary>
    public const int HeadLength = 256;

    private static readonly (byte[] Magic, int Offset, string What)[] Kinds =
    [
        ("version https://git-lfs"u8.ToArray(), 0, "a Git LFS pointer, not the file itself; 'git lfs pull' fetches that"),
        ("PK\u0003\u0004"u8.ToArray(), 0, "a zip archive, as torch.save writes one (.pth, .pt)"),
        ([0x1F, 0x8B], 0, "compressed with gzip"),
        ([0x28, 0xB5, 0x2F, 0xFD], 0, "compressed with zstd"),
        ([0xFD, .. "7zXZ"u8, 0], 0, "compressed with xz"),
        ("BZh"u8.ToArray(), 0, "compressed with bzip2"),
        ([0x89, .. "HDF\r\n"u8], 0, "an HDF5 file"),
        ("GGUF"u8.ToArray(), 0, "a GGUF file"),
        ("%PDF"u8.ToArray(), 0, "a PDF file"),
        ("GIF8"u8.ToArray(), 0, "a GIF image"),
        ("II*\0"u8.ToArray(), 0, "a TIFF image"),
        ("MM\0*"u8.ToArray(), 0, "a TIFF image"),
        ("ftypavi"u8.ToArray(), 4, "an AVIF image"),
        ("ftyp"u8.ToArray(), 4, "a HEIC image or a film"),
        ([0xFF, 0x0A], 0, "a JPEG XL image"),
        ("JXL "u8.ToArray(), 4, "a JPEG XL image"),
        ("jP  "u8.ToArray(), 4, "a JPEG 2000 image"),
        ([0xFF, 0xD8, 0xFF], 0, "a JPEG image"),
        ([0x89, .. "PNG"u8], 0, "a PNG image"),
    ];

    /// <param name="head">The first bytes, <see cref="HeadLength"/> or all there are.</param>
    /// <returns>To be said after "is": <c>a zip archive …</c>; null when nothing is recognised.</returns>
    public static string? Describe(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return "empty";
        foreach (var (magic, offset, what) in Kinds)
            if (head.Length >= offset + magic.Length && head.Slice(offset, magic.Length).SequenceEqual(magic)) return what;
        if (head[0] == 0x80 && head.Length > 1 && head[1] is >= 2 and <= 5)
            return "a Python pickle, as torch.save wrote one before PyTorch 1.6";
        var text = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
            return "an HTML page, perhaps of a server that refused the download";
        return head.IndexOfAnyExcept((byte)0) < 0 ? "nothing but zeros, perhaps of a copy that was broken off" : null;
    }
}
