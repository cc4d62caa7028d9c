using System.IO.MemoryMappedFiles;
using JsccGrid.Experiments.Files;
using JsccGrid.Import.Matlab;
using PureHDF;
using PureHDF.VOL.Native;
using SkiaSharp;

namespace JsccGrid.Import.People;

/// <summary>
/// The file cuhk-03.mat as it is issued (Li et al., "DeepReID", CVPR 2014): MATLAB 7.3, which is HDF5. For each of five pairs of cameras it
/// has a cell array, a row a person and ten columns: up to five images from the first camera, then up to five from the second. Images are
/// read one at a time.
/// </summary>
internal sealed class Cuhk03File : IDisposable
{
    private const int ImagesPerPerson = 10;
    private const int MaxSide = 4096;
    /// <summary>Far more than the people of a pair of cameras or the members of a list.</summary>
    private const int MaxCount = 100_000;

    private readonly string path;
    private readonly MemoryMappedFile mapping;
    private readonly MemoryMappedViewAccessor view;
    private readonly NativeFile file;

    /// <exception cref="ImportException">It is another file, or damaged.</exception>
    public Cuhk03File(string path)
    {
        this.path = path;
        RequireHdf5(path);
        // PureHDF reads a few bytes at a time: from memory that is cheap, from a file each would be a call to the system.
        mapping = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
        view = mapping.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        file = Guarded("its beginning", () => H5File.Open(view));
    }

    /// <summary>Where the images of a kind are: pair of cameras, person in it, and place in the row of ten, all counted from 0.</summary>
    /// <exception cref="ImportException">The file is damaged.</exception>
    public IReadOnlyList<Cuhk03Image> Images(Cuhk03Boxes boxes)
    {
        var images = new List<Cuhk03Image>();
        var variable = boxes == Cuhk03Boxes.Labelled ? "labeled" : "detected";
        var pairs = References(variable);
        for (var pair = 0; pair < pairs.Length; pair++)
        {
            var at = $"{variable}, pair {pair + 1}";
            var rows = Guarded(at, () => Hdf5Objects.At(file, pairs[pair]));
            var size = rows.Space.Dimensions;
            if (size is not [ImagesPerPerson, <= MaxCount and var people])
                throw new ImportException(
                    path, $"'{at}' is of shape [{string.Join(", ", size)}]; expected {ImagesPerPerson} images a person");
            var cells = Guarded(at, () => Whole(rows.Read<NativeObjectReference1[]>(), ImagesPerPerson * (int)people));
            for (var person = 0; person < (int)people; person++)
                for (var place = 0; place < ImagesPerPerson; place++)
                    images.Add(new Cuhk03Image(pair, person, place, cells[place * (int)people + person]));
        }
        return images;
    }

    /// <summary>The people of a classic test set, each as pair of cameras and person in it, counted from 0.</summary>
    /// <param name="number">From 1.</param>
    public IReadOnlySet<(int Pair, int Person)> TestSet(int number)
    {
        var sets = References("testsets");
        if (number < 1 || number > sets.Length)
            throw new ImportException(path, $"it has {sets.Length} test sets; there is no number {number}");
        var at = $"testsets, number {number}";
        var set = Guarded(at, () => Hdf5Objects.At(file, sets[number - 1]));
        var size = set.Space.Dimensions;
        if (size is not [2, <= MaxCount and var count])
            throw new ImportException(
                path, $"'{at}' is of shape [{string.Join(", ", size)}]; expected a pair of cameras and a person in each row");
        var numbers = Guarded(at, () => Whole(set.Read<double[]>(), 2 * (int)count));
        return Enumerable.Range(0, (int)count).Select(n => ((int)numbers[n] - 1, (int)numbers[(int)count + n] - 1)).ToHashSet();
    }

    /// <summary>Whether there is an image at a place: rows of people who were seen less often have empty cells.</summary>
    public bool IsThere(Cuhk03Image image) => Guarded($"{image}", () => Hdf5Objects.At(file, image.Reference).Space.Dimensions.Length == 3);

    /// <summary>Writes an image as PNG, with its pixels exactly as they are.</summary>
    public void WritePng(Cuhk03Image image, string target)
    {
        var (pixels, height, width) = Guarded($"{image}", () =>
        {
            var dataset = Hdf5Objects.At(file, image.Reference);
            // MATLAB's first dimension runs fastest: height, then width, then colour; HDF5 names them the other way round.
            return dataset.Space.Dimensions is [3, >= 1 and <= MaxSide and var width, >= 1 and <= MaxSide and var height]
                ? (Whole(dataset.Read<byte[]>(), 3 * (int)height * (int)width), (int)height, (int)width)
                : throw new FormatException($"an image of shape [{string.Join(", ", dataset.Space.Dimensions)}]");
        });
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var target32 = bitmap.GetPixelSpan();
        var plane = height * width;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (from, to) = (x * height + y, (y * width + x) * 4);
                (target32[to], target32[to + 1], target32[to + 2], target32[to + 3]) =
                    (pixels[from], pixels[plane + from], pixels[2 * plane + from], 255);
            }
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        using var stream = File.Create(target);
        data.SaveTo(stream);
    }

    public void Dispose()
    {
        file.Dispose();
        view.Dispose();
        mapping.Dispose();
    }

    private NativeObjectReference1[] References(string variable) =>
        Guarded($"'{variable}'", () =>
        {
            if (!file.LinkExists(variable))
                throw new FormatException($"there is no variable '{variable}'; expected cuhk-03.mat as it is issued");
            var dataset = file.Dataset(variable);
            return dataset.Space.Dimensions.All(size => size <= MaxCount) && dataset.Space.Dimensions.Count(size => size > 1) <= 1
                ? dataset.Read<NativeObjectReference1[]>()
                : throw new FormatException($"it is of shape [{string.Join(", ", dataset.Space.Dimensions)}]; expected a list");
        });

    private static T[] Whole<T>(T[] values, int count) =>
        values.Length == count ? values : throw new FormatException($"it has {values.Length} values instead of {count}");

    private static void RequireHdf5(string path)
    {
        if (RegularFile.WhyNot(path) is { } fault) throw new ImportException(path, $"{fault}; expected cuhk-03.mat");
        Span<byte> head = stackalloc byte[1024];
        using var file = File.OpenRead(path);
        var read = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (Hdf5.IsIn(read)) return;
        var what = read.Length >= 128 && read[..6].SequenceEqual("MATLAB"u8)
            ? "a MATLAB file of version 5 to 7"
            : ForeignFile.Describe(read[..Math.Min(read.Length, ForeignFile.HeadLength)]) ?? "no MATLAB 7.3 file";
        throw new ImportException(path, $"{what}; expected cuhk-03.mat as it is issued, which is of MATLAB 7.3 (HDF5)");
    }

    /// <summary>PureHDF meets damage with whatever exception it happens to run into.</summary>
    private T Guarded<T>(string at, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException exception)
        {
            throw new ImportException(path, $"{at}: {exception.Message}", exception);
        }
        // A method that is missing is missing in PureHDF, whatever the file (see Hdf5Objects).
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException or MissingMethodException))
        {
            throw new ImportException(path, $"damaged or cut off at {at} ({exception.Message})", exception);
        }
    }
}
