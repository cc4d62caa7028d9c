using JsccGrid.Worker.Trainers;
using Xunit;

namespace JsccGrid.Silo.Tests.Workers;

public sealed class BoundedLinesTests
{
    private const int Max = BoundedLines.MaxLength;

    [Theory]
    [InlineData("", "")]
    [InlineData("one", "one")]
    [InlineData("one\n", "one")]
    [InlineData("one\r\n\ntwo\r\n", "one||two")]
    public async Task Read_OfShortLines_GivesEachWithoutItsEnd(string text, string lines)
    {
        var read = await ReadAllAsync(new StringReader(text));
        Assert.Equal(lines, string.Join('|', read.Select(line => line.Text)));
        Assert.All(read, line => Assert.Equal(0, line.Missing));
    }

    [Theory]
    [InlineData(Max, 0)]
    [InlineData(Max + 1, 1)]
    [InlineData(Max + 100_000, 100_000)]
    public async Task Read_OfALongLine_KeepsItsBeginningAndWhatFollows(int length, long missing)
    {
        var read = await ReadAllAsync(new StringReader($"before\n{new string('x', length)}\nafter"));
        Assert.Equal([("before", 0L), (new string('x', Max), missing), ("after", 0L)], read);
    }

    [Fact]
    public async Task Read_OfALongLineThatNeverEnds_GivesItWhenTheProgramEnds()
    {
        var read = await ReadAllAsync(new StringReader(new string('x', Max + 7)));
        Assert.Equal([(new string('x', Max), 7L)], read);
    }

    private static async Task<List<(string Text, long Missing)>> ReadAllAsync(TextReader reader)
    {
        var lines = new BoundedLines(reader);
        var read = new List<(string, long)>();
        while (await lines.ReadAsync() is { } line) read.Add(line);
        return read;
    }
}
