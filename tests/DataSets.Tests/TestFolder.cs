using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace JsccGrid.DataSets.Tests;

/// <summary>A temporary folder with a data set of tiny images, deleted in the end.</summary>
internal sealed class TestFolder : IDisposable
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    public string Path { get; } = Directory.CreateTempSubdirectory("jsccgrid-data-").FullName;

    /// <summary>Two people to train on, two to test on, two cameras, two images of each by each.</summary>
    public static TestFolder WithDataSet()
    {
        var folder = new TestFolder();
        foreach (var camera in new[] { 1, 2 })
        {
            foreach (var person in new[] { 3, 7 })
                folder.Add($"bounding_box_train/{person:D4}_c{camera}_1.png", $"bounding_box_train/{person:D4}_c{camera}_2.png");
            foreach (var person in new[] { 4, 5 })
                folder.Add($"query/{person:D4}_c{camera}_1.png", $"bounding_box_test/{person:D4}_c{camera}_2.png");
        }
        return folder;
    }

    public void Add(params IEnumerable<string> names)
    {
        foreach (var name in names) Write(name, Png(2, 2, depth: 8, colourType: 2, new byte[12]));
    }

    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Delete(string name) => File.Delete(System.IO.Path.Combine(Path, name));

    public ReIdImage Image(string name, byte[] content, int person = 1, int camera = 1) => new(Write(name, content), person, camera);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>
    /// A PNG file (ISO/IEC 15948) of given bit depth and colour type: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.
    /// </summary>
    /// <param name="samples">The packed rows, without filter bytes.</param>
    public static byte[] Png(
        int width,
        int height,
        int depth,
        int colourType,
        byte[] samples,
        byte[]? palette = null,
        byte[]? transparency = null)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)depth;
        header[9] = (byte)colourType;
        Chunk(file, "IHDR", header);
        if (palette is not null) Chunk(file, "PLTE", palette);
        if (transparency is not null) Chunk(file, "tRNS", transparency);

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var row in samples.Chunk(samples.Length / height))
            {
                zlib.WriteByte(0);
                zlib.Write(row);
            }
        }
        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>An RGB image whose every pixel and channel has its own pseudo-random value.</summary>
    public static byte[] RandomPng(int width, int height, int seed)
    {
        var samples = new byte[width * height * 3];
        new Random(seed).NextBytes(samples);
        return Png(width, height, depth: 8, colourType: 2, samples);
    }

    /// <summary>A white JPEG of a size before it is turned, with an EXIF orientation that asks for a quarter turn.</summary>
    public static byte[] TurnedJpeg(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.White);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        var plain = data.ToArray();
        byte[] exif = [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];
        return [.. plain[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. plain[2..]];
    }

    private static void Chunk(MemoryStream file, string type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(
            number,
            ~body.Aggregate(uint.MaxValue, (crc, value) => CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8)));
        file.Write(number);
    }

    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
        return crc;
    }
}
