using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace JsccGrid.Monitoring.Tests.Prometheus;

/// <summary>The rules of the chart that ask our own programs, for a time that passes faster.</summary>
internal static partial class RuleFile
{
    private const string Group = "jsccgrid";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Names of all alerts.</summary>
    public static IReadOnlyList<string> Alerts { get; } = [.. Rules().Select(rule => (string)rule["alert"])];

    /// <summary>Writes the rules with each window, wait and threshold in seconds cut in the proportion in which a minute is.</summary>
    /// <param name="file">To be written.</param>
    /// <param name="minuteOf">What a minute of each alert becomes.</param>
    public static void Write(string file, Func<string, TimeSpan> minuteOf)
    {
        var rules = Rules().Select(rule =>
        {
            var factor = minuteOf((string)rule["alert"]) / Minute;
            return new Dictionary<object, object>(rule)
            {
                ["for"] = Shorten((string)rule["for"], factor),
                ["expr"] = Window().Replace(
                    Threshold().Replace((string)rule["expr"], match => Seconds(match.Value, factor)),
                    match => Shorten(match.Value, factor)),
            };
        });
        var content = new { groups = new[] { new { name = Group, rules } } };
        File.WriteAllText(file, JsonSerializer.Serialize(content)); // JSON is YAML
    }

    private static IEnumerable<Dictionary<object, object>> Rules()
    {
        var file = (Dictionary<object, object>)new DeserializerBuilder().Build()
            .Deserialize(Repository.Read("charts", "jsccgrid", "alerts", "jsccgrid.yaml"))!;
        return ((List<object>)file["groups"])
            .Cast<Dictionary<object, object>>()
            .Where(group => (string)group["name"] == Group)
            .SelectMany(group => (List<object>)group["rules"])
            .Cast<Dictionary<object, object>>();
    }

    /// <summary>A duration such as <c>30m</c> in milliseconds.</summary>
    private static string Shorten(string duration, double factor)
    {
        var minutes = double.Parse(duration[..^1], CultureInfo.InvariantCulture) * (duration[^1] == 'h' ? 60 : 1);
        return string.Create(CultureInfo.InvariantCulture, $"{(Minute * minutes * factor).TotalMilliseconds:0}ms");
    }

    private static string Seconds(string number, double factor) =>
        (double.Parse(number, CultureInfo.InvariantCulture) * factor).ToString(CultureInfo.InvariantCulture);

    /// <summary>In brackets: <c>[30m]</c>.</summary>
    [GeneratedRegex(@"(?<=\[)\d+[mh](?=\])")]
    private static partial Regex Window();

    /// <summary>What a number of seconds is compared with.</summary>
    [GeneratedRegex(@"(?<=_seconds\{[^}]*\}\) > )\d+")]
    private static partial Regex Threshold();
}
