namespace JsccGrid.Training.EntropyCoding;

/// <summary>Reads what <see cref="RangeEncoder"/> wrote, given the same tables in the same order.</summary>
public ref struct RangeDecoder
{
    private readonly ReadOnlySpan<byte> _message;
    private int _position;
    private ulong _offset; // of the message above low, as far as read
    private ulong _range = ulong.MaxValue;

    public RangeDecoder(ReadOnlySpan<byte> message)
    {
        _message = message;
        for (var i = 0; i < sizeof(ulong); i++) _offset = (_offset << 8) | NextByte();
    }

    /// <summary>The frequency, 0 to <see cref="RangeEncoder.TotalFrequency"/> - 1, that the next symbol owns.</summary>
    public readonly int Peek() => (int)Math.Min(_offset / (_range >> RangeEncoder.PrecisionBits), RangeEncoder.TotalFrequency - 1);

    /// <summary>Consumes the symbol that was found to own the frequency of <see cref="Peek"/>.</summary>
    public void Consume(int start, int frequency)
    {
        var unit = _range >> RangeEncoder.PrecisionBits;
        _offset -= unit * (uint)start;
        _range = start + frequency == RangeEncoder.TotalFrequency ? _range - unit * (uint)start : unit * (uint)frequency;
        Normalize();
    }

    /// <summary>Reads <paramref name="count"/> (1 to 16) bits that were coded without a model.</summary>
    public uint DecodeBits(int count)
    {
        _range >>= count;
        var value = Math.Min(_offset / _range, (1UL << count) - 1);
        _offset -= _range * value;
        Normalize();
        return (uint)value;
    }

    private void Normalize()
    {
        while (_range < RangeEncoder.SmallestRange)
        {
            _offset = (_offset << 8) | NextByte();
            _range <<= 8;
        }
    }

    /// <summary>Zeros follow the message's end.</summary>
    private byte NextByte() => _position < _message.Length ? _message[_position++] : (byte)0;
}
