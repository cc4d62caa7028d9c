using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace JsccGrid.Import.Tests.Weights;

/// <summary>Writes what torch.save would not: pickles operation by operation, in an archive with storages of zeros.</summary>
internal static class TorchPickle
{
    public static byte[] Text(string text) => [(byte)'X', .. BitConverter.GetBytes(text.Length), .. Encoding.ASCII.GetBytes(text)];

    public static byte[] Integer(long value) => [0x8A, 8, .. BitConverter.GetBytes(value)];

    public static byte[] Tuple(params IEnumerable<byte[]> items) => [(byte)'(', .. items.SelectMany(item => item), (byte)'t'];

    public static byte[] Dictionary(params IEnumerable<(string Key, byte[] Value)> items) =>
        [(byte)'}', (byte)'(', .. items.SelectMany(item => Text(item.Key).Concat(item.Value)), (byte)'u'];

    /// <param name="key">Its name.</param>
    /// <param name="count">Numbers in single precision.</param>
    /// <param name="view">What old files say of a storage that is part of another; nothing for other files.</param>
    public static byte[] Storage(string key, long count, byte[]? view = null) =>
    [
        .. Tuple([
            Text("storage"), Name("torch", "FloatStorage"), Text(key), Text("cpu"), Integer(count), .. view is null ? [] : new[] { view },
        ]),
        (byte)'Q',
    ];

    public static byte[] Tensor(byte[] storage, long offset, long[] shape, long[] strides) =>
    [
        .. Name("torch._utils", "_rebuild_tensor_v2"),
        .. Tuple(storage, Integer(offset), Tuple(shape.Select(Integer)), Tuple(strides.Select(Integer))),
        (byte)'R',
    ];

    /// <summary>A tensor of as many numbers as its storage.</summary>
    public static byte[] Vector(string key, long count) => Tensor(Storage(key, count), 0, [count], [1]);

    public static void WriteArchive(
        string path, byte[] root, IEnumerable<(string Key, int Count)> storages, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Write("data.pkl", [0x80, 2, .. root, (byte)'.'], CompressionLevel.NoCompression);
        foreach (var (key, count) in storages) Write($"data/{key}", new byte[count * sizeof(float)], level);

        void Write(string name, byte[] content, CompressionLevel compression)
        {
            using var stream = archive.CreateEntry($"archive/{name}", compression).Open();
            stream.Write(content);
        }
    }

    /// <summary>Has the archive's directory say that its last part is larger than it is.</summary>
    public static void Exaggerate(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var entry = bytes.AsSpan()[bytes.AsSpan().LastIndexOf("PK\x01\x02"u8)..];
        BinaryPrimitives.WriteInt32LittleEndian(entry[20..], 1 << 30);
        BinaryPrimitives.WriteInt32LittleEndian(entry[24..], 1 << 30);
        File.WriteAllBytes(path, bytes);
    }

    private static byte[] Name(string module, string name) => [(byte)'c', .. Encoding.ASCII.GetBytes($"{module}\n{name}\n")];
}
