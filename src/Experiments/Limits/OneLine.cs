using System.Globalization;
using System.Text;

namespace JsccGrid.Experiments.Limits;

/// <summary>
/// Names and descriptions go into file names, terminals, figures and pages: they are one line of characters that each of these can
/// show.
/// </summary>
public static class OneLine
{
    /// <summary>What is wrong with a text, as in <c>holds a line break</c>; null when nothing is.</summary>
    public static string? ProblemOf(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) != System.Buffers.OperationStatus.Done)
                return $"holds half a character (U+{(int)text[i]:X4})";
            if (rune.Value is '\n' or '\r' or 0x85 or 0x2028 or 0x2029) return "holds a line break";
            if (rune.Value == '\t') return "holds a tab";
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control || TurnsTextAround(rune.Value) || (rune.Value & 0xFFFE) == 0xFFFE)
                return $"holds the control character U+{rune.Value:X4}";
            i += length;
        }
        return null;
    }

    /// <summary>A text, whatever is in it, as far as it can be shown within an error of one line.</summary>
    public static string Shown(string text) =>
        string.Concat((text.Length <= 80 ? text : $"{text[..80]}…").Select(c => ProblemOf($"{c}") is null ? c : '\uFFFD'));

    /// <summary>Whether a character makes a terminal show what follows it from right to left.</summary>
    private static bool TurnsTextAround(int value) => value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
