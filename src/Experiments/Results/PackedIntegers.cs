using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Experiments.Results;

/// <summary>
/// A list of small integers, in JSON one string: how many, the bits of each, and the bits as base64, lowest first: <c>3x2:OQ==</c> is
/// [1, 2, 3]. Equal lists of one width are equal and are written as the same text.
/// </summary>
[JsonConverter(typeof(JsonText))]
public sealed class PackedIntegers : IReadOnlyList<int>, IEquatable<PackedIntegers>
{
    private const int MaxWidth = 24;

    /// <summary>No value is larger.</summary>
    public const int Largest = (1 << MaxWidth) - 1;

    private readonly int width;
    private readonly byte[] bits;

    private PackedIntegers(int count, int width, byte[] bits) => (Count, this.width, this.bits) = (count, width, bits);

    public int Count { get; }

    /// <exception cref="ArgumentOutOfRangeException">No such index.</exception>
    public int this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var first = (long)index * width;
            var window = 0u; // width and the bits before it fill at most 31
            for (var at = (first + width - 1) >> 3; at >= first >> 3; at--) window = window << 8 | bits[at];
            return (int)(window >> (int)(first & 7)) & ((1 << width) - 1);
        }
    }

    /// <summary>Packs values from 0 to <paramref name="max"/>, which alone decides how many bits each takes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative or above <paramref name="max"/>, or that is too large.</exception>
    public static PackedIntegers Of(IReadOnlyList<int> values, int max)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(max);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, Largest);
        var width = Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)max));
        var bits = new byte[Length(values.Count, width)];
        for (var index = 0; index < values.Count; index++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(values[index], nameof(values));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(values[index], max, nameof(values));
            for (var bit = 0; bit < width; bit++)
            {
                var at = ((long)index * width) + bit;
                bits[at >> 3] |= (byte)((values[index] >> bit & 1) << (int)(at & 7));
            }
        }
        return new PackedIntegers(values.Count, width, bits);
    }

    /// <exception cref="FormatException">It is no such text.</exception>
    public static PackedIntegers Parse(string text)
    {
        var (times, colon) = (text.IndexOf('x', StringComparison.Ordinal), text.IndexOf(':', StringComparison.Ordinal));
        if (times > 0 && colon > times
            && int.TryParse(text.AsSpan(0, times), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && int.TryParse(text.AsSpan(times + 1, colon - times - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && width is > 0 and <= MaxWidth)
        {
            var bits = new byte[(text.Length - colon) / 4 * 3];
            if (Convert.TryFromBase64Chars(text.AsSpan(colon + 1), bits, out var length) && length == Length(count, width))
                return new PackedIntegers(count, width, bits[..length]);
        }
        throw new FormatException(
            $"'{(text.Length > 40 ? text[..40] + "…" : text)}' does not pack integers as 3x2:OQ== does: how many, bits of each, base64.");
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Count}x{width}:{Convert.ToBase64String(bits)}");

    public bool Equals(PackedIntegers? other) =>
        other is not null && Count == other.Count && width == other.width && bits.AsSpan().SequenceEqual(other.bits);

    public override bool Equals(object? obj) => Equals(obj as PackedIntegers);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Count);
        hash.AddBytes(bits);
        return hash.ToHashCode();
    }

    public IEnumerator<int> GetEnumerator()
    {
        for (var index = 0; index < Count; index++) yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static long Length(int count, int width) => (((long)count * width) + 7) / 8;

    internal sealed class JsonText() : TextJson<PackedIntegers>(text => Parse(text!));
}
