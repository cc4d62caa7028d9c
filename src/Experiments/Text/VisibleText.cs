using System.Buffers;
using System.Globalization;
using System.Text;

namespace JsccGrid.Experiments.Text;

/// <summary>
/// Makes the control characters of a text visible, as <c>\u001b</c>: what a file, a log or a worker says must not move the cursor of
/// the terminal it is shown on, recolour it, or retitle its window. JSON stays JSON, since this is how JSON writes them.
/// </summary>
public static class VisibleText
{
    /// <summary>C0 but tab and line feed, delete, C1, and what turns the direction of writing, which can show a text as another.</summary>
    private static readonly SearchValues<char> Hidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(code => code is not ('\t' or '\n'))
            .Concat(Enumerable.Range(0x7F, 0x21)).Concat(Enumerable.Range(0x202A, 5)).Concat(Enumerable.Range(0x2066, 4))
            .Select(code => (char)code)]);

    /// <summary>A text that may have several lines: tabs and the ends of lines stay.</summary>
    public static string Of(string text) => text.AsSpan().ContainsAny(Hidden) ? Replace(text, isHidden: Hidden.Contains) : text;

    /// <summary>A text that must stay on one line: ends of lines are made visible too.</summary>
    public static string OfLine(string text) =>
        text.AsSpan().ContainsAny(Hidden) || text.Contains('\n', StringComparison.Ordinal)
            ? Replace(text, letter => letter == '\n' || Hidden.Contains(letter))
            : text;

    private static string Replace(string text, Func<char, bool> isHidden)
    {
        var visible = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var isEndOfLine = text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' && !isHidden('\n');
            if (isHidden(text[i]) && !isEndOfLine) visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            else visible.Append(text[i]);
        }
        return visible.ToString();
    }
}
