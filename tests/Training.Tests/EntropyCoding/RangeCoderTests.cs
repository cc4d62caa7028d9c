using CsCheck;
using JsccGrid.Training.EntropyCoding;
using Xunit;

namespace JsccGrid.Training.Tests.EntropyCoding;

public sealed class RangeCoderTests
{
    private const int Total = RangeEncoder.TotalFrequency;

    /// <summary>Cuts of the frequency axis into slots, and a message of slots.</summary>
    private static readonly Gen<(int[] Starts, int[] Message)> s_messages =
        from cuts in Gen.OneOf(Gen.Int[1, Total - 1], Gen.Int[1, 3], Gen.Int[Total - 3, Total - 1]).Array[1, 40]
        let starts = cuts.Append(0).Append(Total).Distinct().Order().ToArray()
        from message in Gen.OneOf(Gen.Int[0, starts.Length - 2].Array[0, 300], Gen.Const(starts.Length - 2).Array[0, 300])
        select (starts, message);

    [Fact]
    public void Decode_AnyTableAnyMessage_GivesTheMessageBack() => s_messages.Sample(sample =>
    {
        var (starts, message) = sample;
        var decoder = new RangeDecoder(Encode(starts, message).Bytes.Span);
        foreach (var slot in message)
        {
            var frequency = decoder.Peek();
            Assert.InRange(frequency, starts[slot], starts[slot + 1] - 1);
            decoder.Consume(starts[slot], starts[slot + 1] - starts[slot]);
        }
    });

    [Fact]
    public void Finish_AnyTableAnyMessage_IsTheCodeLengthRoundedUp() => s_messages.Sample(sample =>
    {
        var (starts, message) = sample;
        var bits = message.Sum(slot => Math.Log2(Total) - Math.Log2(starts[slot + 1] - starts[slot]));
        var coded = Encode(starts, message);
        Assert.InRange(coded.Bits, bits - 0.01, bits + 1.001);
        Assert.Equal((coded.Bits + 7) / 8, coded.Bytes.Length);
    });

    [Fact]
    public void Finish_EndWithinAByte_FillsItUpWithZeros()
    {
        var encoder = new RangeEncoder();
        for (var i = 0; i < 3; i++) encoder.Encode(Total - 20000, 20000); // 1.7 bits each

        var (bytes, bits) = encoder.Finish();

        Assert.Equal(6, bits);
        Assert.Equal(0, Assert.Single(bytes.ToArray()) & 0b11);
    }

    [Fact]
    public void DecodeBits_AnyWidths_GivesTheBitsBack() => Gen.Select(Gen.UInt[0, 65535], Gen.Int[1, 16]).Array[0, 200].Sample(fields =>
    {
        var encoder = new RangeEncoder();
        foreach (var (value, count) in fields) encoder.EncodeBits(value, count);
        var decoder = new RangeDecoder(encoder.Finish().Bytes.Span);
        foreach (var (value, count) in fields) Assert.Equal(value & ((1U << count) - 1), decoder.DecodeBits(count));
    });

    [Fact]
    public void Encode_LastSlotOverAndOver_CarriesThroughAllBytes()
    {
        // The last slot keeps low just below a power of two; a first slot of a wide table then pushes it over.
        int[] starts = [0, 1, Total - 1, Total];
        int[] message = [1, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 2, 0, 2, 2, 2, 1];

        var decoder = new RangeDecoder(Encode(starts, message).Bytes.Span);

        foreach (var slot in message)
        {
            Assert.InRange(decoder.Peek(), starts[slot], starts[slot + 1] - 1);
            decoder.Consume(starts[slot], starts[slot + 1] - starts[slot]);
        }
    }

    [Fact]
    public void Finish_Twice_MessagesAreIndependent()
    {
        var encoder = new RangeEncoder();
        encoder.Encode(40000, 3);
        var first = encoder.Finish();
        encoder.Encode(40000, 3);

        var second = encoder.Finish();
        Assert.Equal(first.Bits, second.Bits);
        Assert.Equal(first.Bytes.ToArray(), second.Bytes.ToArray());
        Assert.Equal(0, encoder.Finish().Bits);
    }

    private static BitMessage Encode(int[] starts, int[] message)
    {
        var encoder = new RangeEncoder();
        foreach (var slot in message) encoder.Encode(starts[slot], starts[slot + 1] - starts[slot]);
        return encoder.Finish();
    }
}
