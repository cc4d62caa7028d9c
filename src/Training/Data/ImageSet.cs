using JsccGrid.DataSets;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using SkiaSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Data;

/// <summary>
/// Images decoded once, resized and kept in one tensor. It owns its tensors: a dispose scope around it leaves them alone.
/// </summary>
public sealed class ImageSet : IDisposable
{
    private ImageSet(IReadOnlyList<ReIdImage> images, Tensor pixels)
    {
        var people = images.Select(image => image.PersonId).Distinct().Order().ToList();
        var classes = people.Index().ToDictionary(person => person.Item, person => (long)person.Index);
        Images = images;
        Classes = people.Count;
        Pixels = pixels;
        Labels = tensor(images.Select(image => classes[image.PersonId]).ToArray(), ScalarType.Int64).DetachFromDisposeScope();
    }

    /// <summary>Where row n of the tensors comes from.</summary>
    public IReadOnlyList<ReIdImage> Images { get; }

    /// <summary>Number of different people.</summary>
    public int Classes { get; }

    /// <summary>uint8 [N, 3, H, W], red green blue.</summary>
    public Tensor Pixels { get; private set; }

    /// <summary>int64 [N]: index of the image's person among the set's people in ascending order, 0 to <see cref="Classes"/> - 1.</summary>
    public Tensor Labels { get; private set; }

    /// <summary>
    /// Decodes and resizes, on the CPU: bicubic with antialiasing, in 8-bit arithmetic, within two levels of Pillow's. The result
    /// does not depend on the number of threads.
    /// </summary>
    /// <exception cref="DataSetException">Holds every file that does not decode.</exception>
    public static ImageSet Load(IReadOnlyList<ReIdImage> images, InputRecipe input, int threads, CancellationToken cancellation = default)
    {
        var pixels = empty([images.Count, 3, input.Height, input.Width], ScalarType.Byte).DetachFromDisposeScope();
        try
        {
            var problems = new string[images.Count];
            Parallel.For(0, images.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, n =>
            {
                using var bitmap = ImageDecoder.TryDecode(images[n].Path, out problems[n]);
                if (bitmap is not null) Resize(bitmap, pixels, n);
            });
            var undecodable = problems.Where(problem => problem.Length > 0).ToList();
            return undecodable.Count == 0
                ? new ImageSet(images, pixels)
                : throw new DataSetException($"{undecodable.Count} of {images.Count} images cannot be decoded", undecodable);
        }
        catch
        {
            pixels.Dispose();
            throw;
        }
    }

    /// <summary>Moves the tensors to a device and returns this set.</summary>
    public ImageSet MoveTo(Device device)
    {
        Pixels = Pixels.to(device, disposeAfter: true).DetachFromDisposeScope();
        Labels = Labels.to(device, disposeAfter: true).DetachFromDisposeScope();
        return this;
    }

    public void Dispose()
    {
        Pixels.Dispose();
        Labels.Dispose();
    }

    private static void Resize(SKBitmap bitmap, Tensor pixels, int n)
    {
        using var scope = NewDisposeScope();
        var rgba = empty([1, bitmap.Height, bitmap.Width, 4], ScalarType.Byte);
        bitmap.GetPixelSpan().CopyTo(rgba.bytes);
        var resized = nn.functional.interpolate(                               // [1, 4, H, W]
            rgba.permute(0, 3, 1, 2), [pixels.shape[2], pixels.shape[3]], mode: InterpolationMode.Bicubic,
            align_corners: false, antialias: true);
        pixels[n].copy_(resized[0, ..3]);
    }
}
