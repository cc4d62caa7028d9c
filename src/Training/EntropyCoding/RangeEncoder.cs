using System.Numerics;

namespace JsccGrid.Training.EntropyCoding;

/// <summary>
/// A range coder (Martin, "Range encoding", 1979) with 64-bit state. The message is a number in [0, 1) that each symbol narrows to the
/// interval [low, low + range); a carry out of low runs back into the bytes already written.
/// <para>
/// The finished message has as many bits as -log2 of the product of the coded probabilities, rounded up (and one more where that is
/// about whole), and with zeros behind it lies in the last interval. Where it ends the receiver knows from whatever carries it, here
/// the length of the channel's codeword; that is not counted. So that it says nothing besides, a message is not made shorter still
/// where its last bits happen to be zeros.
/// </para>
/// </summary>
public sealed class RangeEncoder
{
    /// <summary>Frequencies of a symbol table add up to 2^16.</summary>
    public const int PrecisionBits = 16;
    public const int TotalFrequency = 1 << PrecisionBits;

    /// <summary>Below it the range is scaled up by a byte, so that a unit of frequency stays above 2^32: rounding costs nothing.</summary>
    internal const ulong SmallestRange = 1UL << 48;

    private byte[] bytes = new byte[64];
    private int length;
    private ulong low;
    private ulong range = ulong.MaxValue;

    /// <summary>Codes a symbol that owns the frequencies from <paramref name="start"/> on, of <see cref="TotalFrequency"/>.</summary>
    public void Encode(int start, int frequency)
    {
        var unit = range >> PrecisionBits;
        Raise(unit * (uint)start);
        range = start + frequency == TotalFrequency ? range - unit * (uint)start : unit * (uint)frequency;
        Normalize();
    }

    /// <summary>Codes the lowest <paramref name="count"/> (1 to 16) bits of <paramref name="value"/> without a model.</summary>
    public void EncodeBits(uint value, int count)
    {
        range >>= count;
        Raise(range * (value & ((1U << count) - 1)));
        Normalize();
    }

    /// <summary>Ends the message, returns it, and makes the encoder ready for the next.</summary>
    public BitMessage Finish()
    {
        for (var kept = 64 - (range == ulong.MaxValue ? 64 : BitOperations.Log2(range)); ; kept++)
        {
            var below = kept == 0 ? ulong.MaxValue : (1UL << (64 - kept)) - 1;
            var rise = ((low + below) & ~below) - low; // to the next number with no more than these bits
            if (rise >= range) continue;
            var length = (8 * this.length) + kept;
            Raise(rise);
            for (; kept > 0; kept -= 8) ShiftOut();
            var message = new BitMessage(bytes.AsSpan(0, this.length).ToArray(), length);
            (this.length, low, range) = (0, 0, ulong.MaxValue);
            return message;
        }
    }

    private void Raise(ulong amount)
    {
        low += amount;
        if (low >= amount) return;
        var last = this.length - 1;
        while (++bytes[last] == 0) last--; // low + range never passes 1, so that a byte below 255 is found
    }

    private void Normalize()
    {
        while (range < SmallestRange)
        {
            ShiftOut();
            range <<= 8;
        }
    }

    private void ShiftOut()
    {
        if (this.length == bytes.Length) Array.Resize(ref bytes, 2 * this.length);
        bytes[this.length++] = (byte)(low >> 56);
        low <<= 8;
    }
}
