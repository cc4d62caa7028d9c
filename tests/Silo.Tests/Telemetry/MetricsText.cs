using System.Globalization;
using System.Text.RegularExpressions;

namespace JsccGrid.Silo.Tests.Telemetry;

/// <summary>An answer of <c>/metrics</c>.</summary>
internal sealed partial class MetricsText(string text)
{
    /// <summary>Names of our metrics, and their types.</summary>
    public IReadOnlyDictionary<string, string> Ours { get; } =
        TypeLine().Matches(text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    /// <summary>The values of a metric whose series have all of these labels, each as <c>name="value"</c>.</summary>
    public IReadOnlyList<double> Values(string name, params string[] labels) =>
    [
        .. SeriesLine().Matches(text)
            .Where(match => match.Groups[1].Value == name && labels.All(label => match.Groups[2].Value.Split(',').Contains(label)))
            .Select(match => double.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture)),
    ];

    /// <summary>Our series, for who waited in vain.</summary>
    public override string ToString() =>
        string.Join('\n', text.Split('\n').Where(line => line.StartsWith("jsccgrid_", StringComparison.Ordinal)));

    [GeneratedRegex(@"^# TYPE (jsccgrid_\w+) (\w+)$", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^(\w+)\{([^}]*)\} (\S+)", RegexOptions.Multiline)]
    private static partial Regex SeriesLine();
}
