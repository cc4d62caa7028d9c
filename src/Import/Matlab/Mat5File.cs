using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using JsccGrid.Experiments.Files;

namespace JsccGrid.Import.Matlab;

/// <summary>
/// Reads numbers, texts and cells from MATLAB files of version 5 to 7 (MathWorks, "MAT-File Format", Level 5), compressed or not. Later
/// files (7.3) are HDF5.
/// </summary>
internal static class Mat5File
{
    private const int HeaderLength = 128;
    private const int MaxLength = 1 << 26;
    private const int MaxDepth = 16;
    private const int TagLength = 8;

    private const int Int8 = 1, UInt8 = 2, Int16 = 3, UInt16 = 4, Int32 = 5, UInt32 = 6, Single = 7, Double = 9, Int64 = 12, UInt64 = 13;
    private const int Matrix = 14, Compressed = 15, Utf8 = 16, Utf16 = 17;
    private const int CellClass = 1, CharClass = 4, FirstNumericClass = 6, LastNumericClass = 15;

    private static readonly MatArray EmptyCell = new("", [0, 0]) { Numbers = [] };

    /// <param name="path">The file.</param>
    /// <param name="wanted">Names of the variables whose content is read; of others there is only the name.</param>
    /// <returns>The variables by name. Those of other kinds (structures, sparse arrays) are left out.</returns>
    /// <exception cref="ImportException">The file is damaged, cut off or something else.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyDictionary<string, MatArray> Read(string path, IReadOnlySet<string> wanted)
    {
        if (RegularFile.WhyNot(path) is { } fault) throw new ImportException(path, $"{fault}; expected a MATLAB file");
        if (new FileInfo(path).Length > MaxLength)
            throw new ImportException(path, $"more than {MaxLength >> 20} MiB; expected the split of a data set");
        var bytes = File.ReadAllBytes(path);
        RequireMatlab5(path, bytes);
        try
        {
            var variables = new Dictionary<string, MatArray>(StringComparer.Ordinal);
            var budget = MaxLength;
            for (var position = HeaderLength; position < bytes.Length;)
            {
                var (type, content) = Take(bytes, ref position);
                if (type == Compressed)
                {
                    var start = 0;
                    (type, content) = Take(Inflate(content, ref budget), ref start);
                }
                if (ReadMatrix(type, content, wanted, depth: 0) is { } variable) variables[variable.Name] = variable;
            }
            return variables;
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or ArgumentOutOfRangeException
            or OverflowException)
        {
            throw new ImportException(path, $"a MATLAB file that is damaged or cut off: {exception.Message}", exception);
        }
    }

    private static void RequireMatlab5(string path, byte[] bytes)
    {
        var head = bytes.AsSpan(0, Math.Min(bytes.Length, ForeignFile.HeadLength));
        if (Hdf5.IsIn(bytes))
            throw new ImportException(path, "a MATLAB 7.3 file (HDF5); expected the protocol's split, which is of MATLAB 5");
        if (bytes.Length >= HeaderLength && head[..6].SequenceEqual("MATLAB"u8) && head[126..128].SequenceEqual("IM"u8)) return;
        throw new ImportException(path,
            $"{ForeignFile.Describe(head) ?? "no MATLAB file of version 5 to 7"}; expected the protocol's split, such as "
                + "cuhk03_new_protocol_config_labeled.mat");
    }

    /// <returns>Null for a variable of a kind that is not read.</returns>
    private static MatArray? ReadMatrix(int elementType, ReadOnlyMemory<byte> bytes, IReadOnlySet<string> wanted, int depth)
    {
        if (depth > MaxDepth) throw new FormatException("its cells nest too deep");
        if (elementType != Matrix) throw new FormatException($"an element of type {elementType} stands where a variable should");
        if (bytes.IsEmpty) return EmptyCell;
        var position = 0;
        var flags = Take(bytes, ref position).Content;
        var kind = flags.Length >= 1 ? flags.Span[0] : 0;
        var shape = MemoryMarshal.Cast<byte, int>(Take(bytes, ref position).Content.Span).ToArray();
        var name = Encoding.Latin1.GetString(Take(bytes, ref position).Content.Span);
        if (shape.Any(size => size < 0)) throw new FormatException($"'{name}' has a negative size");
        var count = shape.Aggregate(1, (product, size) => checked(product * size));
        var array = new MatArray(name, shape);
        if (depth == 0 && !wanted.Contains(name)) return array;
        if (kind == CellClass)
        {
            if (count > (bytes.Length - position) / TagLength)
                throw new FormatException($"'{name}' has {count} cells in {bytes.Length} bytes");
            var cells = new MatArray[count];
            for (var n = 0; n < count; n++)
            {
                var (type, content) = Take(bytes, ref position);
                cells[n] = ReadMatrix(type, content, wanted, depth + 1) ?? new MatArray("", []);
            }
            return array with { Cells = cells };
        }
        if (kind is not CharClass and not (>= FirstNumericClass and <= LastNumericClass)) return null;
        var (numberType, data) = Take(bytes, ref position);
        if (kind == CharClass) return array with { Text = TextOf(numberType, data) };
        var numbers = NumbersOf(numberType, data);
        return numbers.Length == count ? array with { Numbers = numbers }
            : throw new FormatException($"'{name}' has {numbers.Length} numbers instead of {count}");
    }

    /// <summary>The next element; its content is padded to a multiple of 8 bytes, or stands beside its length if it has up to 4.</summary>
    private static (int Type, ReadOnlyMemory<byte> Content) Take(ReadOnlyMemory<byte> bytes, ref int position)
    {
        if (bytes.Length - position < TagLength) throw new FormatException("it ends within an element");
        var tag = bytes.Span.Slice(position, TagLength);
        var first = BinaryPrimitives.ReadInt32LittleEndian(tag);
        if (first >> 16 is > 0 and <= 4 and var few)
        {
            position += TagLength;
            return (first & 0xFFFF, bytes.Slice(position - 4, few));
        }
        var length = BinaryPrimitives.ReadInt32LittleEndian(tag[4..]);
        position += TagLength;
        if (length < 0 || length > bytes.Length - position) throw new FormatException("it ends within an element");
        var content = bytes.Slice(position, length);
        // What is compressed is not padded.
        position = Math.Min(bytes.Length, position + (first == Compressed ? length : (length + 7) / 8 * 8));
        return (first, content);
    }

    /// <param name="content">What is compressed.</param>
    /// <param name="budget">How many bytes it may still become, and what of them is left.</param>
    private static byte[] Inflate(ReadOnlyMemory<byte> content, ref int budget)
    {
        using var zlib = new ZLibStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
        using var result = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = zlib.Read(buffer)) > 0;)
        {
            if ((budget -= read) < 0) throw new FormatException($"its variables become more than {MaxLength >> 20} MiB");
            result.Write(buffer, 0, read);
        }
        return result.ToArray();
    }

    private static string TextOf(int type, ReadOnlyMemory<byte> content) => type switch
    {
        UInt16 or Utf16 => Encoding.Unicode.GetString(content.Span),
        Utf8 or Int8 or UInt8 => Encoding.UTF8.GetString(content.Span),
        _ => throw new FormatException($"a text is of type {type}"),
    };

    private static double[] NumbersOf(int type, ReadOnlyMemory<byte> content) => type switch
    {
        Int8 => Cast<sbyte>(content, value => value),
        UInt8 => Cast<byte>(content, value => value),
        Int16 => Cast<short>(content, value => value),
        UInt16 => Cast<ushort>(content, value => value),
        Int32 => Cast<int>(content, value => value),
        UInt32 => Cast<uint>(content, value => value),
        Int64 => Cast<long>(content, value => value),
        UInt64 => Cast<ulong>(content, value => value),
        Single => Cast<float>(content, value => value),
        Double => Cast<double>(content, value => value),
        _ => throw new FormatException($"numbers are of type {type}"),
    };

    private static double[] Cast<T>(ReadOnlyMemory<byte> content, Func<T, double> convert) where T : struct =>
        [.. MemoryMarshal.Cast<byte, T>(content.Span).ToArray().Select(convert)];
}
