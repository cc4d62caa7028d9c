using System.Text.RegularExpressions;

namespace JsccGrid.Deployment.Tests.Support;

/// <summary>The metrics there are, from docs/metrics.md, and those a query uses.</summary>
internal static partial class MetricNames
{
    private static readonly string[] HistogramSeries = ["_bucket", "_count", "_sum"];

    public static IReadOnlySet<string> Documented { get; } = Names(File.ReadAllText(Repository.PathOf("docs", "metrics.md")));

    /// <summary>Names of ours in a query, without what Prometheus appends for a histogram.</summary>
    public static IReadOnlySet<string> Names(string query) =>
        Name().Matches(query).Select(match => match.Value).Select(name => HistogramSeries.Aggregate(name, WithoutSuffix)).ToHashSet();

    private static string WithoutSuffix(string name, string suffix) =>
        name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;

    [GeneratedRegex(@"\bjsccgrid_[a-z0-9_]+")]
    private static partial Regex Name();
}
