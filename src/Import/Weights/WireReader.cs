using System.Buffers.Binary;
using System.Text;

namespace JsccGrid.Import.Weights;

/// <summary>Reads the fields of a protocol buffer (https://protobuf.dev/programming-guides/encoding), without a schema.</summary>
internal struct WireReader(ReadOnlyMemory<byte> bytes)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    private int position;
    private bool isPacked;

    /// <summary>Number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>The value, of a number; 0 else.</summary>
    public long Number { get; private set; }

    /// <summary>The content, of a text, a message or packed numbers, and of numbers of a fixed size; empty else.</summary>
    public ReadOnlyMemory<byte> Content { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Content.Span);

    /// <returns>Whether there was another field.</returns>
    /// <exception cref="FormatException">The bytes are no protocol buffer, or are cut off.</exception>
    public bool Read()
    {
        if (position == bytes.Length) return false;
        var key = ReadVarint();
        (Field, Number, Content) = ((int)(key >> 3), 0, default);
        isPacked = (key & 7) == LengthDelimited;
        if (Field == 0) throw new FormatException("it has a field of number 0");
        switch ((int)(key & 7))
        {
            case Varint: Number = (long)ReadVarint(); break;
            case Fixed64: Content = Take(sizeof(long)); break;
            case Fixed32: Content = Take(sizeof(int)); break;
            case LengthDelimited: Content = Take(ReadVarint()); break;
            case var kind: throw new FormatException($"it has a field of the unknown kind {kind}");
        }
        return true;
    }

    /// <summary>The numbers of a repeated field, which may be packed into one content or stand one a field.</summary>
    public readonly IEnumerable<long> Numbers()
    {
        if (!isPacked) return [Number];
        var numbers = new List<long>();
        var packed = new WireReader(Content);
        while (packed.position < Content.Length) numbers.Add((long)packed.ReadVarint());
        return numbers;
    }

    /// <summary>The value of a single-precision field.</summary>
    public readonly float Single() => Content.Length == sizeof(float)
        ? BinaryPrimitives.ReadSingleLittleEndian(Content.Span) : throw new FormatException("a number takes other than 4 bytes");

    private ulong ReadVarint()
    {
        var value = 0ul;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (position == bytes.Length) throw new FormatException("it is cut off");
            var part = bytes.Span[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        throw new FormatException("a number in it does not end");
    }

    private ReadOnlyMemory<byte> Take(ulong length)
    {
        if (length > (ulong)(bytes.Length - position)) throw new FormatException("it is cut off");
        position += (int)length;
        return bytes.Slice(position - (int)length, (int)length);
    }
}
