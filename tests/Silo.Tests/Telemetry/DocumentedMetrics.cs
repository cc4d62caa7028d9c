using System.Text.RegularExpressions;

namespace JsccGrid.Silo.Tests.Telemetry;

/// <summary>What docs/metrics.md promises.</summary>
internal static partial class DocumentedMetrics
{
    /// <summary>Names and types.</summary>
    public static IReadOnlyDictionary<string, string> Types { get; } =
        Row().Matches(Repository.Read("docs", "metrics.md"))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    [GeneratedRegex(@"^\| `(jsccgrid_\w+)` \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
