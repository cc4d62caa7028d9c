using System.CommandLine.Parsing;
using System.Globalization;

namespace JsccGrid.Client.CommandLine;

/// <summary>Lengths of time on the command line: <c>90s</c>, <c>30m</c>, <c>1h</c>, <c>2d</c>, <c>0</c>.</summary>
internal static class Ages
{
    public static TimeSpan Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        var seconds = text[^1..] switch { "s" => 1, "m" => 60, "h" => 3600, "d" => 86400, _ => 0 };
        if (text == "0") return TimeSpan.Zero;
        if (seconds > 0 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * seconds < 1e10)
            return TimeSpan.FromSeconds(number * seconds);
        result.AddError($"'{text}' is not a length of time; expected a number with s, m, h or d, for instance 90s, 30m, 1h or 2d.");
        return default;
    }
}
