using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using PureHDF;
using PureHDF.Filters;

namespace JsccGrid.Import.Tests.People;

/// <summary>
/// Writes cuhk-03.mat and the new protocol's split as they are issued, with fewer people and tiny images: five pairs of cameras, cells of
/// references, empty cells, images whose first dimension runs fastest; MATLAB 5 with compressed variables.
/// </summary>
internal static class Cuhk03LookAlike
{
    /// <summary>How many people each of the five pairs of cameras saw.</summary>
    public static readonly int[] PeopleInPair = [4, 3, 2, 2, 1];

    public static int Height(int pair, int person, int place) => 5 + (pair + person + place) % 3;

    public const int Width = 3;

    /// <summary>
    /// Whether there is an image: the second place of each camera is empty in every third row, and the last place in all.
    /// </summary>
    public static bool IsThere(int person, int place) => place != 9 && !(place % 5 == 1 && person % 3 == 2);

    public static byte Pixel(string boxes, int pair, int person, int place, int y, int x, int colour) =>
        (byte)(boxes.Length + pair * 7 + person * 31 + place * 3 + y * 17 + x * 5 + colour * 80);

    /// <param name="path">The file.</param>
    /// <param name="firstHeight">Height of the first labelled image; 0 for the usual one.</param>
    public static void WriteMat(string path, int firstHeight = 0)
    {
        var refs = new H5Group();
        var file = new H5File { ["#refs#"] = refs };
        foreach (var boxes in new[] { "labeled", "detected" })
        {
            H5Object[] pairs = [.. PeopleInPair.Select((people, pair) => Pair(refs, boxes, pair, people, firstHeight))];
            file[boxes] = Cell(refs, boxes, pairs, [1, 5]);
        }
        file["testsets"] = Cell(
            refs,
            "testsets",
            [.. Enumerable.Range(0, 20).Select(set => (H5Object)new H5Dataset(TestSet(set), fileDims: [2, 2]))],
            [1, 20]);
        file.Write(path, new H5WriteOptions(UserBlockSize: 512, Filters: [DeflateFilter.Id]));
        using var stream = File.OpenWrite(path);
        stream.Write(Encoding.ASCII.GetBytes("MATLAB 7.3 MAT-file, Platform: GLNXA64".PadRight(116)));
    }

    /// <summary>Two people of a classic test set: [pair, person] from 1, the pairs first.</summary>
    public static double[] TestSet(int set) => [1, 2, 1 + set % 4, 1 + set % 3];

    private static H5Dataset Pair(H5Group refs, string boxes, int pair, int people, int firstHeight)
    {
        var cells = new H5Object[10 * people];
        for (var person = 0; person < people; person++)
            for (var place = 0; place < 10; place++)
                cells[place * people + person] = IsThere(person, place)
                    ? Image(boxes, pair, person, place)
                    : new H5Dataset(new ulong[] { 0, 0 });
        if (firstHeight > 0) cells[0] = new H5Dataset(new byte[3 * firstHeight], fileDims: [3, 1, (ulong)firstHeight]);
        return Cell(refs, $"{boxes}-{pair}", cells, [10, (ulong)people]);
    }

    private static H5Dataset Image(string boxes, int pair, int person, int place)
    {
        var height = Height(pair, person, place);
        var pixels = new byte[3 * Width * height];
        for (var colour = 0; colour < 3; colour++)
            for (var x = 0; x < Width; x++)
                for (var y = 0; y < height; y++)
                    pixels[(colour * Width + x) * height + y] = Pixel(boxes, pair, person, place, y, x, colour);
        return new H5Dataset(pixels, fileDims: [3, Width, (ulong)height]);
    }

    /// <summary>A cell array: references to objects that the group holds.</summary>
    private static H5Dataset Cell(H5Group refs, string name, H5Object[] cells, ulong[] size)
    {
        for (var n = 0; n < cells.Length; n++) refs[$"{name}-{n}"] = cells[n];
        return new H5Dataset(cells.Select(cell => new H5ObjectReference(cell)).ToArray(), fileDims: size);
    }

    /// <summary>The first half of all people trains; of the others the first image of each camera is searched for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="firstName">Name of the first image; null for the usual one.</param>
    /// <param name="firstPlaces">What the first places of the images to train on are; the usual ones unless given.</param>
    /// <param name="more">Elements behind the usual ones.</param>
    public static void WriteSplit(string path, string? firstName = null, int[]? firstPlaces = null, params byte[] more)
    {
        List<(string Name, int Person, int Camera)> images = [];
        var person = 0;
        for (var pair = 0; pair < PeopleInPair.Length; pair++)
        {
            for (var row = 0; row < PeopleInPair[pair]; row++)
            {
                person++;
                for (var place = 0; place < 10; place++)
                    if (IsThere(row, place))
                        images.Add(($"{pair + 1}_{row + 1:D3}_{(place < 5 ? 1 : 2)}_{place + 1:D2}.png", person, place < 5 ? 1 : 2));
            }
        }
        if (firstName is not null) images[0] = images[0] with { Name = firstName };
        var all = images
            .Select((image, n) => (
                Place: n + 1,
                image.Person,
                IsQuery: image.Name.EndsWith("_01.png", StringComparison.Ordinal)
                    || image.Name.EndsWith("_06.png", StringComparison.Ordinal)))
            .ToList();
        List<byte> file = [.. Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, look-alike".PadRight(124)), 0, 1, (byte)'I', (byte)'M'];
        file.AddRange(Compressed(Numbers("labels", [.. images.Select(image => image.Person)])));
        file.AddRange(Compressed(Cells("filelist", [.. images.Select(image => image.Name)])));
        file.AddRange(Compressed(Numbers("camId", [.. images.Select(image => image.Camera)])));
        var train = all.Where(image => image.Person <= 6).Select(image => image.Place).ToArray();
        firstPlaces?.CopyTo(train, 0);
        file.AddRange(Compressed(Numbers("train_idx", train)));
        file.AddRange(Compressed(
            Numbers("query_idx", [.. all.Where(image => image.Person > 6 && image.IsQuery).Select(image => image.Place)])));
        file.AddRange(Numbers("gallery_idx", [.. all.Where(image => image.Person > 6 && !image.IsQuery).Select(image => image.Place)]));
        File.WriteAllBytes(path, [.. file, .. more]);
    }

    private static byte[] Numbers(string name, int[] values) =>
        Matrix(
            name,
            6,
            [values.Length, 1],
            Element(4, MemoryMarshal.AsBytes<ushort>(values.Select(value => (ushort)value).ToArray()).ToArray()));

    private static byte[] Cells(string name, string[] texts) =>
        Matrix(
            name,
            1,
            [texts.Length, 1],
            [.. texts.SelectMany(text => Matrix("", 4, [1, text.Length], Element(16, Encoding.UTF8.GetBytes(text))))]);

    public static byte[] Matrix(string name, byte kind, int[] shape, byte[] content) => Element(14,
    [
        .. Element(6, [kind, 0, 0, 0, 0, 0, 0, 0]),
        .. Element(5, MemoryMarshal.AsBytes<int>(shape).ToArray()),
        .. Element(1, Encoding.ASCII.GetBytes(name)),
        .. content,
    ]);

    private static byte[] Element(int type, byte[] content)
    {
        if (content.Length is > 0 and <= 4) return [(byte)type, 0, (byte)content.Length, 0, .. content, .. new byte[4 - content.Length]];
        var tag = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(tag, type);
        BinaryPrimitives.WriteInt32LittleEndian(tag.AsSpan(4), content.Length);
        return [.. tag, .. content, .. new byte[(8 - content.Length % 8) % 8]];
    }

    public static byte[] Compressed(byte[] element)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(element);
        var tag = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(tag, 15);
        BinaryPrimitives.WriteInt32LittleEndian(tag.AsSpan(4), (int)packed.Length);
        return [.. tag, .. packed.ToArray()];
    }
}
