using System.Text.Json;
using System.Text.RegularExpressions;
using JsccGrid.Deployment.Tests.Support;
using Xunit;

namespace JsccGrid.Monitoring.Tests.Dashboards;

/// <summary>What every dashboard keeps to, whatever the metrics say.</summary>
public sealed partial class DashboardRuleTests
{
    private const int Columns = 24;
    private static readonly string[] OfGrafana = ["__rate_interval", "__interval", "__range"];
    private static readonly string[] WithLegend = ["timeseries", "trend", "state-timeline"];

    public static TheoryData<string> Files => [.. Dashboard.All.Select(dashboard => dashboard.File)];

    [Fact]
    public void Dashboards_All_AreThreeWithNamesOfTheirOwn()
    {
        Assert.Equal(["grids.json", "reliability.json", "workers.json"], Dashboard.All.Select(dashboard => dashboard.File));
        Assert.Equal(3, Dashboard.All.Select(dashboard => dashboard.Uid).Distinct().Count());
        Assert.Equal(3, Dashboard.All.Select(dashboard => Text(dashboard.Json, "title")).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Panels_Each_HaveAnIdAndAPlaceOfTheirOwn(string file)
    {
        var panels = Open(file).Panels;

        Assert.Equal(panels.Count, panels.Select(panel => panel.Id).Distinct().Count());
        var cells = panels.SelectMany(panel => panel.Cells).ToList();
        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.All(cells, cell => Assert.InRange(cell.X, 0, Columns - 1));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Panels_Each_SayWhatTheyShowInWhichUnit(string file) => Assert.All(Open(file).Panels.Where(panel => !panel.IsRow), panel =>
    {
        Assert.NotEmpty(panel.Title);
        Assert.True(panel.Json.TryGetProperty("description", out var description) && description.GetString()!.Length > 20, panel.Title);
        Assert.NotEmpty(Text(panel.Json.GetProperty("fieldConfig").GetProperty("defaults"), "unit"));
        Assert.NotEmpty(panel.Targets);
        if (WithLegend.Contains(panel.Type))
            Assert.True(
                panel.Json.GetProperty("options").GetProperty("legend").GetProperty("showLegend").GetBoolean(),
                panel.Title);
        Assert.All(panel.Targets, target => Assert.NotEmpty(Text(target, "legendFormat")));
        Assert.Equal(panel.Targets.Count(), panel.Targets.Select(target => Text(target, "refId")).Distinct().Count());
    });

    [Theory]
    [MemberData(nameof(Files))]
    public void Everything_Asks_TheChosenPrometheus(string file)
    {
        var dashboard = Open(file);

        Assert.True(dashboard.Variables[0].IsDataSource);
        Assert.Equal("prometheus", Text(dashboard.Variables[0].Json, "query"));
        var asking = dashboard.Panels.Where(panel => !panel.IsRow).SelectMany(panel => panel.Targets.Prepend(panel.Json))
            .Concat(dashboard.Variables.Skip(1).Select(variable => variable.Json))
            .Concat(dashboard.Json.GetProperty("annotations").GetProperty("list").EnumerateArray());
        Assert.All(asking, part => Assert.Equal("${datasource}", Text(part.GetProperty("datasource"), "uid")));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Queries_Each_AskForDocumentedMetricsOfOneCluster(string file)
    {
        var dashboard = Open(file);

        Assert.All(
            dashboard.Queries.Concat(dashboard.Variables.Where(variable => !variable.IsDataSource).Select(variable => variable.Series)),
            query =>
            {
                Assert.True(
                    MetricNames.Names(query.Expression).Count > 0 || query.Expression.Contains("ALERTS{", StringComparison.Ordinal),
                    query.Place);
                Assert.Subset(MetricNames.Documented.ToHashSet(), MetricNames.Names(query.Expression).ToHashSet());
                Assert.Equal(
                    query.Place == "variable namespace" ? 0 : Series().Count(query.Expression),
                    Regex.Count(query.Expression, "{namespace=\"\\$namespace\""));
                // A number from nothing would hide that there is nothing.
                Assert.DoesNotContain("vector(", query.Expression, StringComparison.Ordinal);
            });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Queries_Each_UseVariablesThatThereAre(string file)
    {
        var dashboard = Open(file);
        var known = OfGrafana.Concat(dashboard.Variables.Select(variable => variable.Name)).ToHashSet();

        Assert.All(dashboard.Queries, query => Assert.Subset(known, query.Variables.ToHashSet()));
        Assert.All(dashboard.Variables.Skip(1).Index(), variable =>
            Assert.Subset(
                dashboard.Variables.Take(variable.Index + 1).Select(earlier => earlier.Name).ToHashSet(),
                variable.Item.Series.Variables.ToHashSet()));
        Assert.All(
            dashboard.Variables.Skip(1),
            variable => Assert.Contains(dashboard.Queries, query => query.Variables.Contains(variable.Name)));
    }

    [Fact]
    public void Metrics_AllDocumented_AreOnADashboard() =>
        Assert.Subset(
            Dashboard.All
                .SelectMany(dashboard => dashboard.Queries)
                .SelectMany(query => MetricNames.Names(query.Expression))
                .ToHashSet(),
            MetricNames.Documented.ToHashSet());

    [Fact]
    public void LocalStack_Grafana_ReadsTheFilesOfTheChart()
    {
        var compose = Repository.Read("infra", "docker", "compose.yaml");
        var provider = Repository.Read("infra", "docker", "grafana", "provisioning", "dashboards", "jsccgrid.yaml");

        Assert.Contains("- ../../charts/jsccgrid/dashboards:/var/lib/grafana/dashboards:ro", compose, StringComparison.Ordinal);
        Assert.Contains("path: /var/lib/grafana/dashboards\n", provider, StringComparison.Ordinal);
    }

    private static Dashboard Open(string file) => Dashboard.All.Single(dashboard => dashboard.File == file);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    [GeneratedRegex(@"\b(jsccgrid_\w+|ALERTS)\b")]
    private static partial Regex Series();
}
