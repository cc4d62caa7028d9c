using System.CommandLine.Parsing;
using JsccGrid.Experiments.Limits;

namespace JsccGrid.Client.CommandLine;

/// <summary>Lengths of time on the command line: <c>90s</c>, <c>30m</c>, <c>1h</c>, <c>2d</c>, <c>0</c>.</summary>
internal static class Ages
{
    /// <summary>A hundred years.</summary>
    private const double MaxSeconds = 100 * 365.0 * 86400;

    public static TimeSpan Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        var seconds = text is [.., var unit] ? unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 } : 0;
        if (text == "0") return TimeSpan.Zero;
        if (seconds > 0)
        {
            var number = NumberText.ReadReal(text[..^1], new BoundsAttribute(0, MaxSeconds / seconds), out var problem);
            if (problem is null) return TimeSpan.FromSeconds(number * seconds);
        }
        result.AddError($"{(result.Parent as OptionResult)?.Option.Name}: '{OneLine.Shown(text)}' is not a length of time; "
            + "expected a number with s, m, h or d, for instance 90s, 30m, 1h or 2d, at most 100 years.");
        return default;
    }
}
