using CsCheck;
using JsccGrid.Training.EntropyCoding;
using Xunit;

namespace JsccGrid.Training.Tests.EntropyCoding;

public sealed class FrequencyTableTests
{
    private static readonly Gen<FrequencyTable> s_tables =
        from minimum in Gen.OneOf(Gen.Int[-50, 50], Gen.Const(int.MinValue), Gen.Const(int.MaxValue - 1000))
        from weights in Gen.OneOf(Gen.Double[0, 1], Gen.Const(0.0), Gen.Const(1e-12)).Array[1, 200]
        from escape in Gen.Double[0, 1]
        select FrequencyTable.Create(minimum, weights, escape);

    private static readonly Gen<int> s_integers =
        Gen.OneOf(Gen.Int[-60, 200], Gen.Int, Gen.Int[int.MinValue, int.MinValue + 1], Gen.Int[int.MaxValue - 1, int.MaxValue]);

    [Fact]
    public void Decode_AnyTablesAnyIntegers_GivesTheIntegersBack() => Gen.Select(s_tables, s_integers).Array[0, 60].Sample(sample =>
    {
        var encoder = new RangeEncoder();
        foreach (var (table, symbol) in sample) table.Encode(encoder, symbol);
        var decoder = new RangeDecoder(encoder.Finish().Bytes.Span);
        foreach (var (table, symbol) in sample) Assert.Equal(symbol, table.Decode(ref decoder));
    });

    [Fact]
    public void Bits_AnyTablesAnyIntegers_IsWhatTheCoderSpends() => Gen.Select(s_tables, s_integers).Array[0, 60].Sample(sample =>
    {
        var encoder = new RangeEncoder();
        foreach (var (table, symbol) in sample) table.Encode(encoder, symbol);
        var bits = sample.Sum(item => item.Item1.Bits(item.Item2));
        Assert.InRange(encoder.Finish().Bits, bits - 0.01, bits + 1.001);
    });

    [Fact]
    public void Decode_RandomBytes_EndsWithoutAnIntegerOutOfRange() => Gen.Select(s_tables, Gen.Byte.Array[0, 40]).Sample((table, bytes) =>
    {
        var decoder = new RangeDecoder(bytes);
        try
        {
            for (var i = 0; i < 100; i++) table.Decode(ref decoder);
        }
        catch (InvalidDataException exception)
        {
            Assert.Contains("The message holds", exception.Message, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Create_ManyImpossibleIntegers_EachCanBeCoded()
    {
        var probabilities = new double[1000];
        probabilities[500] = 1;

        var table = FrequencyTable.Create(-500, probabilities, 0);

        Assert.Equal(-500, table.Minimum);
        Assert.Equal(499, table.Maximum);
        Assert.Equal(16, table.Bits(-500), 9); // one frequency of 2^16
        Assert.Equal(16 - Math.Log2(65536 - 1000), table.Bits(0), 9);
    }

    [Fact]
    public void Create_DyadicProbabilities_AreKeptExactly()
    {
        var table = FrequencyTable.Create(0, [0.5, 0.25, 0.125], 0.125);

        Assert.Equal([1.0, 2, 3], [table.Bits(0), table.Bits(1), table.Bits(2)]);
        Assert.Equal(3 + 1 + 1, table.Bits(3)); // escape, sign, gamma code of 1
        Assert.Equal(3 + 1 + 5, table.Bits(-4)); // gamma code of 4
    }

    [Fact]
    public void Create_GeometricProbabilities_CostLittleMoreThanTheirEntropy()
    {
        var probabilities = Enumerable.Range(0, 300).Select(i => 0.1 * Math.Pow(0.9, i)).ToArray();

        var table = FrequencyTable.Create(0, probabilities, Math.Pow(0.9, 300));

        var entropy = probabilities.Sum(p => -p * Math.Log2(p));
        Assert.InRange(probabilities.Select((p, i) => p * table.Bits(i)).Sum(), entropy, 1.002 * entropy);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(double.PositiveInfinity)]
    public void Create_NotAProbability_SaysWhich(double probability)
    {
        var error = Assert.Throws<ArgumentException>(() => FrequencyTable.Create(-1, [0.5, probability], 0));

        Assert.Contains("Integer 0 has probability", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_MoreIntegersThanFrequencies_IsRefused() =>
        Assert.Throws<ArgumentException>(() => FrequencyTable.Create(0, new double[RangeEncoder.TotalFrequency], 0));
}
