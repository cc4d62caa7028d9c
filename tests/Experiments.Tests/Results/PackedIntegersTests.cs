using System.Text.Json;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Serialization;
using Xunit;

namespace JsccGrid.Experiments.Tests.Results;

public sealed class PackedIntegersTests
{
    [Fact]
    public void Of_OneTwoThree_IsTheDocumentedText()
    {
        var packed = PackedIntegers.Of([1, 2, 3], max: 3);

        Assert.Equal("3x2:OQ==", packed.ToString()); // 1 + 2·4 + 3·16 = 57
        Assert.Equal([1, 2, 3], packed);
        Assert.Equal(3, packed[2]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(699)]
    [InlineData(100_000)]
    public void Json_ValuesUpToMax_ReadBackEqualAndAreWrittenAlike(int max)
    {
        int[] values = [0, max, max / 2, max / 3, max, 0, max];

        var packed = PackedIntegers.Of(values, max);
        var text = JsonSerializer.Serialize(packed, ExperimentJson.Indented);
        var read = JsonSerializer.Deserialize<PackedIntegers>(text, ExperimentJson.Indented)!;

        Assert.Equal(values, read);
        Assert.Equal(packed, read);
        Assert.Equal(text, JsonSerializer.Serialize(read, ExperimentJson.Indented));
    }

    [Fact]
    public void Of_TenDrawsOfTheQueriesOfCuhk03_TakesUnderAKilobyte()
    {
        var text = PackedIntegers.Of([.. Enumerable.Range(0, 1400).Select(query => query % 11)], max: 10).ToString();

        Assert.Equal("1400x4:".Length + 936, text.Length);
    }

    [Fact]
    public void Of_Empty_ReadsBackEmpty() => Assert.Empty(PackedIntegers.Parse(PackedIntegers.Of([], max: 10).ToString()));

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void Of_ValueOutOfRange_IsRefused(int value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PackedIntegers.Of([value], max: 3));

    [Theory]
    [InlineData("")]
    [InlineData("3x2")]
    [InlineData("3x2:")]
    [InlineData("3x2:OQ==OQ==")]
    [InlineData("3x2:O!==")]
    [InlineData("-3x2:OQ==")]
    [InlineData("3x0:OQ==")]
    [InlineData("3x99:OQ==")]
    [InlineData("2147483647x24:OQ==")]
    [InlineData("99999999999x2:OQ==")]
    public void Json_OtherText_IsRefusedInWords(string text)
    {
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PackedIntegers>($"\"{text}\"", ExperimentJson.Compact));

        Assert.Contains("does not pack integers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_Number_IsRefused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PackedIntegers>("3", ExperimentJson.Compact));

    [Fact]
    public void This_IndexBeyondTheEnd_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => PackedIntegers.Of([1], max: 1)[1]);
}
