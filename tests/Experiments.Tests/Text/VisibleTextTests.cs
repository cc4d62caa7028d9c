using JsccGrid.Experiments.Text;
using Xunit;

namespace JsccGrid.Experiments.Tests.Text;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("Plain, tab\tand\nlines\r\n, ü, ━", "Plain, tab\tand\nlines\r\n, ü, ━")]
    [InlineData("\u001b[31mred", "\\u001b[31mred")]
    [InlineData("\u001b]0;title\a", "\\u001b]0;title\\u0007")]
    [InlineData("\u009b2J", "\\u009b2J")]
    [InlineData("over\rwritten", "over\\u000dwritten")]
    [InlineData("\r\r\n", "\\u000d\r\n")]
    [InlineData("back\bspace\u007f\0", "back\\u0008space\\u007f\\u0000")]
    [InlineData("gpj.\u202e1000", "gpj.\\u202e1000")]
    public void Of_ControlCharacters_AreShownAsJsonWritesThem(string text, string expected)
    {
        Assert.Equal(expected, VisibleText.Of(text));
        using var inner = new StringWriter();
        using var writer = new VisibleTextWriter(inner);
        writer.Write(text);
        writer.Write(text.ToCharArray());
        Assert.Equal(expected + expected, inner.ToString());
    }

    [Fact]
    public void OfLine_EndsOfLines_AreShownToo() => Assert.Equal("a\\u000d\\u000ab\tc", VisibleText.OfLine("a\r\nb\tc"));

    [Fact]
    public void WriteLine_AnyText_EndsWithTheSystemsEndOfLine()
    {
        using var inner = new StringWriter();
        using var writer = new VisibleTextWriter(inner);
        writer.WriteLine("a\u001b");
        writer.WriteLine();
        writer.WriteLine("{0}\u001b", 1);
        Assert.Equal($"a\\u001b{Environment.NewLine}{Environment.NewLine}1\\u001b{Environment.NewLine}", inner.ToString());
    }
}
