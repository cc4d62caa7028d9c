using System.Text.Json;

namespace JsccGrid.Monitoring.Tests.Prometheus;

/// <summary>An alerting rule as Prometheus evaluates it.</summary>
internal sealed class RuleState(JsonElement json)
{
    public string Name => json.GetProperty("name").GetString()!;

    /// <summary><c>unknown</c> before the first evaluation, <c>ok</c> or <c>err</c>.</summary>
    public string Health => json.GetProperty("health").GetString()!;

    /// <summary>What is wrong with it; empty when nothing is.</summary>
    public string Error => json.TryGetProperty("lastError", out var error) ? error.GetString()! : "";

    /// <summary><c>inactive</c>, <c>pending</c> or <c>firing</c>.</summary>
    public string State => json.GetProperty("state").GetString()!;

    public bool IsFiring => State == "firing";

    /// <summary>What is told when it fires, one for each alert.</summary>
    public IReadOnlyList<string> Summaries =>
        [
            .. json.GetProperty("alerts").EnumerateArray()
                .Select(alert => alert.GetProperty("annotations").GetProperty("summary").GetString()!)
        ];
}
