using System.Globalization;

namespace JsccGrid.Experiments.Limits;

/// <summary>
/// The one way in which numbers that people write are read, in files and on command lines: a decimal point, no separators, the same
/// under every locale.
/// </summary>
public static class NumberText
{
    /// <param name="text">As written.</param>
    /// <param name="bounds">What it may be; null for any number of the type.</param>
    /// <param name="problem">What is wrong and what would be right; null when nothing is.</param>
    public static int ReadWhole(string text, BoundsAttribute? bounds, out string? problem)
    {
        bounds ??= new BoundsAttribute(int.MinValue, int.MaxValue);
        problem = null;
        if (!IsWhole(text)) problem = $"'{OneLine.Shown(text)}' is not a whole number; expected {bounds}.";
        else if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || !bounds.Hold(value))
            problem = OutOfRange(text, bounds);
        else return value;
        return 0;
    }

    /// <inheritdoc cref="ReadWhole"/>
    public static double ReadReal(string text, BoundsAttribute? bounds, out string? problem)
    {
        problem = null;
        if (!IsNumber(text, out var value))
            problem = $"'{OneLine.Shown(text)}' is not a number{(bounds is null ? "" : $"; expected {bounds}")}.";
        else if (!double.IsFinite(value)) problem = bounds is null ? $"{OneLine.Shown(text)} is too large." : OutOfRange(text, bounds);
        else if (bounds?.Hold(value) == false) problem = OutOfRange(text, bounds);
        else return value;
        return 0;
    }

    /// <summary>Whether a text is a finite or overflowing decimal number: an optional sign, digits with a point, an exponent.</summary>
    internal static bool IsNumber(string text, out double value)
    {
        value = 0;
        return text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E')
            && double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture, out value);
    }

    /// <summary>What is said of a number, as written, that does not lie in its bounds.</summary>
    internal static string OutOfRange(string text, BoundsAttribute bounds) => $"{OneLine.Shown(text)} is out of range; expected {bounds}.";

    private static bool IsWhole(string text)
    {
        var digits = text.AsSpan(text is ['+' or '-', ..] ? 1 : 0);
        foreach (var c in digits)
            if (!char.IsAsciiDigit(c)) return false;
        return digits.Length > 0;
    }
}
