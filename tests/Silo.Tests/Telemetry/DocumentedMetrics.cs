using System.Text.RegularExpressions;

namespace JsccGrid.Silo.Tests.Telemetry;

/// <summary>What docs/metrics.md promises.</summary>
internal static partial class DocumentedMetrics
{
    /// <summary>Names and types.</summary>
    public static IReadOnlyDictionary<string, string> Types { get; } =
        Row().Matches(File.ReadAllText(Path.Combine(Root(), "docs", "metrics.md")))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "JsccGrid.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"^\| `(jsccgrid_\w+)` \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
