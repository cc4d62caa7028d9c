using System.Text.RegularExpressions;
using JsccGrid.Deployment.Tests.Support;

namespace JsccGrid.Monitoring.Tests.Dashboards;

/// <summary>A query of a dashboard.</summary>
/// <param name="Place">Where it is, for people.</param>
/// <param name="Expression">PromQL with Grafana's variables in it.</param>
/// <param name="IsInstant">Whether only the last value is asked for.</param>
internal sealed partial record PanelQuery(string Place, string Expression, bool IsInstant)
{
    /// <summary>What graphics cards alone have.</summary>
    public bool NeedsGpu => MetricNames.Names(Expression).Any(name => name.StartsWith("jsccgrid_gpu_", StringComparison.Ordinal));

    /// <summary>Names of the variables in it, Grafana's own included.</summary>
    public IReadOnlySet<string> Variables => VariableName().Matches(Expression).Select(match => match.Groups[1].Value).ToHashSet();

    /// <summary>The query with a value in each variable's place.</summary>
    public string With(IReadOnlyDictionary<string, string> values) =>
        VariableName().Replace(Expression, match => values[match.Groups[1].Value]);

    public override string ToString() => $"{Place}: {Expression}";

    [GeneratedRegex(@"\$\{?(\w+)\}?")]
    private static partial Regex VariableName();
}
