namespace JsccGrid.Training.EntropyCoding;

/// <summary>Reads what <see cref="RangeEncoder"/> wrote, given the same tables in the same order.</summary>
public ref struct RangeDecoder
{
    private readonly ReadOnlySpan<byte> message;
    private int position;
    private ulong offset; // of the message above low, as far as read
    private ulong range = ulong.MaxValue;

    public RangeDecoder(ReadOnlySpan<byte> message)
    {
        this.message = message;
        for (var i = 0; i < sizeof(ulong); i++) offset = (offset << 8) | NextByte();
    }

    /// <summary>The frequency, 0 to <see cref="RangeEncoder.TotalFrequency"/> - 1, that the next symbol owns.</summary>
    public readonly int Peek() => (int)Math.Min(offset / (range >> RangeEncoder.PrecisionBits), RangeEncoder.TotalFrequency - 1);

    /// <summary>Consumes the symbol that was found to own the frequency of <see cref="Peek"/>.</summary>
    public void Consume(int start, int frequency)
    {
        var unit = range >> RangeEncoder.PrecisionBits;
        offset -= unit * (uint)start;
        range = start + frequency == RangeEncoder.TotalFrequency ? range - unit * (uint)start : unit * (uint)frequency;
        Normalize();
    }

    /// <summary>Reads <paramref name="count"/> (1 to 16) bits that were coded without a model.</summary>
    public uint DecodeBits(int count)
    {
        range >>= count;
        var value = Math.Min(offset / range, (1UL << count) - 1);
        offset -= range * value;
        Normalize();
        return (uint)value;
    }

    private void Normalize()
    {
        while (range < RangeEncoder.SmallestRange)
        {
            offset = (offset << 8) | NextByte();
            range <<= 8;
        }
    }

    /// <summary>Zeros follow the message's end.</summary>
    private byte NextByte() => position < this.message.Length ? this.message[position++] : (byte)0;
}
