using System.Numerics;

namespace JsccGrid.Training.EntropyCoding;

/// <summary>
/// A distribution over the integers in 16-bit frequencies, for the range coder. A run of integers has a frequency of at least 1 each;
/// the slot behind them is the escape, followed by a sign bit and the Elias gamma code of the distance to the run, so that every
/// integer can be coded.
/// </summary>
public sealed class FrequencyTable
{
    private const int MaxGammaLength = 32; // bits of the largest distance between two integers, less one
    private readonly int[] starts;        // [symbols + 2]: each slot's first frequency, the escape's, and the total

    private FrequencyTable(int minimum, int[] starts)
    {
        Minimum = minimum;
        this.starts = starts;
    }

    /// <summary>The first integer that has a frequency of its own.</summary>
    public int Minimum { get; }

    /// <summary>The last one.</summary>
    public int Maximum => Minimum + EscapeSlot - 1;

    private int EscapeSlot => this.starts.Length - 2;

    /// <summary>Builds a table whose frequencies cost as few bits as whole numbers of at least 1 can.</summary>
    /// <param name="minimum">The first integer.</param>
    /// <param name="probabilities">The probabilities of the integers from <paramref name="minimum"/> on; they need not sum to one.</param>
    /// <param name="escapeProbability">The probability of all other integers.</param>
    /// <exception cref="ArgumentException">There is no room for a frequency each, or a probability is negative or not a number.</exception>
    public static FrequencyTable Create(int minimum, ReadOnlySpan<double> probabilities, double escapeProbability)
    {
        if (probabilities.Length is 0 or >= RangeEncoder.TotalFrequency || minimum > int.MaxValue - probabilities.Length)
            throw new ArgumentException(
                $"{probabilities.Length} integers from {minimum}; at most {RangeEncoder.TotalFrequency - 1} fit.", nameof(probabilities));
        double[] slots = [.. probabilities, escapeProbability];
        for (var slot = 0; slot < slots.Length; slot++)
            if (!(slots[slot] >= 0) || double.IsInfinity(slots[slot]))
                throw new ArgumentException($"Integer {minimum + slot} has probability {slots[slot]}.", nameof(probabilities));

        var frequencies = Apportion(slots);
        var starts = new int[slots.Length + 1];
        for (var slot = 0; slot < slots.Length; slot++) starts[slot + 1] = starts[slot] + frequencies[slot];
        return new FrequencyTable(minimum, starts);
    }

    public void Encode(RangeEncoder encoder, int symbol)
    {
        if (symbol >= Minimum && symbol <= Maximum)
        {
            EncodeSlot(encoder, symbol - Minimum);
            return;
        }
        EncodeSlot(encoder, EscapeSlot);
        encoder.EncodeBits(symbol < Minimum ? 1U : 0U, 1);
        EncodeGamma(encoder, symbol < Minimum ? (ulong)((long)Minimum - symbol) : (ulong)((long)symbol - Maximum));
    }

    /// <exception cref="InvalidDataException">The message was not coded with this table.</exception>
    public int Decode(ref RangeDecoder decoder)
    {
        var slot = FindSlot(decoder.Peek());
        decoder.Consume(this.starts[slot], this.starts[slot + 1] - this.starts[slot]);
        if (slot < EscapeSlot) return Minimum + slot;
        var below = decoder.DecodeBits(1) == 1;
        var distance = (long)DecodeGamma(ref decoder);
        var symbol = below ? Minimum - distance : Maximum + distance;
        if (symbol is < int.MinValue or > int.MaxValue)
            throw new InvalidDataException($"The message holds {symbol}, which no encoder wrote.");
        return (int)symbol;
    }

    /// <summary>Bits that the coder spends on a symbol: -log2 of its quantised probability, or the escape's and those behind it.</summary>
    public double Bits(int symbol)
    {
        if (symbol >= Minimum && symbol <= Maximum) return SlotBits(symbol - Minimum);
        var distance = symbol < Minimum ? (ulong)((long)Minimum - symbol) : (ulong)((long)symbol - Maximum);
        return SlotBits(EscapeSlot) + 1 + 2 * BitOperations.Log2(distance) + 1;
    }

    private double SlotBits(int slot) => RangeEncoder.PrecisionBits - Math.Log2(this.starts[slot + 1] - this.starts[slot]);

    private void EncodeSlot(RangeEncoder encoder, int slot) => encoder.Encode(this.starts[slot], this.starts[slot + 1] - this.starts[slot]);

    private int FindSlot(int frequency)
    {
        var (first, last) = (0, EscapeSlot);
        while (first < last)
        {
            var middle = (first + last + 1) / 2;
            if (this.starts[middle] <= frequency) first = middle;
            else last = middle - 1;
        }
        return first;
    }

    /// <summary>Elias gamma: as many zeros as the number has bits behind its first, then the number.</summary>
    private static void EncodeGamma(RangeEncoder encoder, ulong number)
    {
        var length = BitOperations.Log2(number);
        for (var zero = 0; zero < length; zero++) encoder.EncodeBits(0, 1);
        for (var bit = length; bit >= 0; bit--) encoder.EncodeBits((uint)(number >> bit) & 1, 1);
    }

    private static ulong DecodeGamma(ref RangeDecoder decoder)
    {
        var length = 0;
        while (decoder.DecodeBits(1) == 0)
            if (++length > MaxGammaLength)
                throw new InvalidDataException("The message holds an escape code longer than any encoder writes.");
        var number = 1UL;
        for (; length > 0; length--) number = (number << 1) | decoder.DecodeBits(1);
        return number;
    }

    /// <summary>
    /// Frequencies of at least 1 that sum to the total: rounded first, then moved one at a time where it costs the fewest bits (or saves
    /// the most), the lower slot among equals.
    /// </summary>
    private static int[] Apportion(double[] probabilities)
    {
        var sum = probabilities.Sum();
        var shares = Array.ConvertAll(probabilities, p => sum > 0 ? p / sum * RangeEncoder.TotalFrequency : 0);
        var frequencies = Array.ConvertAll(shares, share => Math.Max(1, (int)Math.Round(share)));
        var surplus = frequencies.Sum() - RangeEncoder.TotalFrequency;
        var step = -Math.Sign(surplus);
        var candidates = new PriorityQueue<int, (double Cost, int Slot)>();
        for (var slot = 0; slot < frequencies.Length; slot++) Offer(slot);
        for (; surplus != 0; surplus += step)
        {
            var slot = candidates.Dequeue();
            frequencies[slot] += step;
            Offer(slot);
        }
        return frequencies;

        void Offer(int slot)
        {
            if (frequencies[slot] + step < 1) return;
            var cost = probabilities[slot] * Math.Log2((double)frequencies[slot] / (frequencies[slot] + step));
            candidates.Enqueue(slot, (cost, slot));
        }
    }
}
