using SkiaSharp;

namespace JsccGrid.Training.Data;

/// <summary>
/// Decodes image files to 8 bits a channel, as Pillow's <c>convert("RGB")</c> does: grey, palette and 1-bit images become RGB,
/// transparency is dropped (not blended with a background), colour profiles and orientation tags are not applied. Unlike there,
/// 16-bit images keep their high byte.
/// </summary>
internal static class ImageDecoder
{
    /// <summary>The pixels (RGBA, not premultiplied; ignore A), or null with what is wrong with the file.</summary>
    public static SKBitmap? TryDecode(string path, out string problem)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = $"{path}: cannot be read: {error.Message}";
            return null;
        }
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null)
        {
            problem = file.Length == 0
                ? $"{path}: the file is empty; expected a whole image"
                : $"{path}: not an image; expected JPEG, PNG, BMP or WebP";
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
}
