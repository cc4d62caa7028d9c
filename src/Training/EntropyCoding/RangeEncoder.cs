using System.Numerics;

namespace JsccGrid.Training.EntropyCoding;

/// <summary>
/// A range coder (Martin, "Range encoding", 1979) with 64-bit state. The message is a number in [0, 1) that each symbol narrows to the
/// interval [low, low + range); a carry out of low runs back into the bytes already written.
/// <para>
/// The finished message has as many bits as -log2 of the product of the coded probabilities, rounded up (and one more where that is about
/// whole), and with zeros behind it lies in the last interval. Where it ends the receiver knows from whatever carries it, here the length of the channel's codeword; that is not
/// counted. So that it says nothing besides, a message is not made shorter still where its last bits happen to be zeros.
/// </para>
/// </summary>
public sealed class RangeEncoder
{
    /// <summary>Frequencies of a symbol table add up to 2^16.</summary>
    public const int PrecisionBits = 16;
    public const int TotalFrequency = 1 << PrecisionBits;

    /// <summary>Below it the range is scaled up by a byte, so that a unit of frequency stays above 2^32: rounding costs nothing.</summary>
    internal const ulong SmallestRange = 1UL << 48;

    private byte[] _bytes = new byte[64];
    private int _length;
    private ulong _low;
    private ulong _range = ulong.MaxValue;

    /// <summary>Codes a symbol that owns the frequencies from <paramref name="start"/> on, of <see cref="TotalFrequency"/>.</summary>
    public void Encode(int start, int frequency)
    {
        var unit = _range >> PrecisionBits;
        Raise(unit * (uint)start);
        _range = start + frequency == TotalFrequency ? _range - unit * (uint)start : unit * (uint)frequency;
        Normalize();
    }

    /// <summary>Codes the lowest <paramref name="count"/> (1 to 16) bits of <paramref name="value"/> without a model.</summary>
    public void EncodeBits(uint value, int count)
    {
        _range >>= count;
        Raise(_range * (value & ((1U << count) - 1)));
        Normalize();
    }

    /// <summary>Ends the message, returns it, and makes the encoder ready for the next.</summary>
    public BitMessage Finish()
    {
        for (var kept = 64 - (_range == ulong.MaxValue ? 64 : BitOperations.Log2(_range)); ; kept++)
        {
            var below = kept == 0 ? ulong.MaxValue : (1UL << (64 - kept)) - 1;
            var rise = ((_low + below) & ~below) - _low; // to the next number with no more than these bits
            if (rise >= _range) continue;
            var length = (8 * _length) + kept;
            Raise(rise);
            for (; kept > 0; kept -= 8) ShiftOut();
            var message = new BitMessage(_bytes.AsSpan(0, _length).ToArray(), length);
            (_length, _low, _range) = (0, 0, ulong.MaxValue);
            return message;
        }
    }

    private void Raise(ulong amount)
    {
        _low += amount;
        if (_low >= amount) return;
        var last = _length - 1;
        while (++_bytes[last] == 0) last--; // low + range never passes 1, so that a byte below 255 is found
    }

    private void Normalize()
    {
        while (_range < SmallestRange)
        {
            ShiftOut();
            _range <<= 8;
        }
    }

    private void ShiftOut()
    {
        if (_length == _bytes.Length) Array.Resize(ref _bytes, 2 * _length);
        _bytes[_length++] = (byte)(_low >> 56);
        _low <<= 8;
    }
}
