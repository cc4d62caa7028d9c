using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using SkiaSharp;

namespace JsccGrid.DataSets;

/// <summary>
/// Decodes image files to 8 bits a channel, as Pillow's <c>convert("RGB")</c> does: grey, palette and 1-bit images become RGB,
/// transparency is dropped (not blended with a background), colour profiles and orientation tags are not applied. Unlike there,
/// 16-bit images keep their high byte.
/// </summary>
public static class ImageDecoder
{
    /// <summary>
    /// Larger images are refused by their headers: what they would take in memory grows with the pixels, not with the file.
    /// </summary>
    public const int MaxMegapixels = 100;

    /// <summary>The pixels (RGBA, not premultiplied; ignore A), or null with what is wrong with the file.</summary>
    public static SKBitmap? TryDecode(string path, out string problem) => TryDecode(path, out problem, out _);

    /// <inheritdoc cref="TryDecode(string, out string)"/>
    /// <param name="path">The file.</param>
    /// <param name="problem">Empty when there is none.</param>
    /// <param name="isTurned">Whether a tag (EXIF orientation) asks for the image to be shown turned or mirrored.</param>
    public static SKBitmap? TryDecode(string path, out string problem, out bool isTurned)
    {
        isTurned = false;
        if (TryRead(path, out problem) is not { } file) return null;
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null)
        {
            problem = file.Length == 0
                ? $"{path}: the file is empty; expected a whole image"
                : $"{path}: {Foreign(file)}; expected {DataSetPart.Formats}";
            return null;
        }
        isTurned = codec.EncodedOrigin is not (SKEncodedOrigin.Default or SKEncodedOrigin.TopLeft);
        if ((long)codec.Info.Width * codec.Info.Height > MaxMegapixels * 1_000_000L)
        {
            problem = $"{path}: {codec.Info.Width} x {codec.Info.Height} pixels; expected at most {MaxMegapixels} megapixels";
            return null;
        }
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var bitmap = new SKBitmap();
        var result = bitmap.TryAllocPixels(info) ? codec.GetPixels(info, bitmap.GetPixels()) : SKCodecResult.InternalError;
        if (result == SKCodecResult.Success)
        {
            problem = "";
            return bitmap;
        }
        bitmap.Dispose();
        problem = result == SKCodecResult.IncompleteInput
            ? $"{path}: the file ends before its {info.Width} x {info.Height} pixels do; expected a whole image"
            : $"{path}: the file is damaged ({result}); expected a whole image";
        return null;
    }

    /// <summary>The bytes of a file, or null with why it cannot be read.</summary>
    public static byte[]? TryRead(string path, out string problem)
    {
        problem = "";
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = $"{path}: cannot be read: {error.Message}";
            return null;
        }
    }

    private static string Foreign(byte[] file) =>
        ForeignFile.Describe(file.AsSpan(0, Math.Min(file.Length, ForeignFile.HeadLength))) is { } what
            ? $"the file is {what}"
            : "not an image";
}
