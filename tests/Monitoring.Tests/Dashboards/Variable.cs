using System.Text.Json;
using System.Text.RegularExpressions;

namespace JsccGrid.Monitoring.Tests.Dashboards;

/// <summary>A choice at the top of a dashboard.</summary>
internal sealed partial class Variable(JsonElement json)
{
    public JsonElement Json => json;

    public string Name => json.GetProperty("name").GetString()!;

    public bool IsDataSource => json.GetProperty("type").GetString() == "datasource";

    /// <summary>What stands for all values; null when they are listed.</summary>
    public string? AllValue => json.TryGetProperty("allValue", out var value) ? value.GetString() : null;

    /// <summary>The series asked for, as <c>label_values(series, label)</c> names them.</summary>
    public PanelQuery Series => new($"variable {Name}", Parts.Groups["series"].Value, IsInstant: true);

    /// <summary>The label whose values are the choice.</summary>
    public string Label => Parts.Groups["label"].Value;

    private Match Parts => LabelValues().Match(json.GetProperty("query").GetProperty("query").GetString()!) is { Success: true } match
        ? match
        : throw new InvalidOperationException($"Variable {Name} is no label_values(series, label).");

    [GeneratedRegex(@"^label_values\((?<series>.+), (?<label>\w+)\)$")]
    private static partial Regex LabelValues();
}
