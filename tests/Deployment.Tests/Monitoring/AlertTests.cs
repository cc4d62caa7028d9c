using JsccGrid.Deployment.Tests.Support;
using JsccGrid.Deployment.Tests.Support.CustomResources;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Monitoring;

/// <summary>Alerts and scraping.</summary>
public sealed class AlertTests
{
    private const string BaseUrl = "https://example.com/jsccgrid/docs/runbooks/";

    /// <summary>What kube-state-metrics and KEDA call what alerts ask them.</summary>
    private static readonly string[] OfKubernetes =
        ["kube_pod_status_phase", "kube_pod_container_status_waiting_reason", "keda_scaled_object_errors_total"];

    [Fact]
    public async Task Rules_EachAlert_LinksToARunbookThatIsThere()
    {
        var rules = await RulesAsync();

        Assert.All(rules, rule =>
        {
            Assert.StartsWith(BaseUrl, rule.Annotations["runbook_url"], StringComparison.Ordinal);
            Assert.True(
                File.Exists(Repository.PathOf("docs", "runbooks", rule.Annotations["runbook_url"][BaseUrl.Length..])),
                rule.Annotations["runbook_url"]);
        });
        Assert.Equal(Directory.GetFiles(Repository.PathOf("docs", "runbooks")).Length, rules.Count);
    }

    [Fact]
    public async Task Rules_EachAlert_UsesMetricsThereAreAndSaysHowBadItIs() => Assert.All(await RulesAsync(), rule =>
    {
        Assert.True(MetricNames.Names(rule.Expr).Count > 0 || OfKubernetes.Any(name => rule.Expr.Contains(name, StringComparison.Ordinal)));
        Assert.Subset(MetricNames.Documented.ToHashSet(), MetricNames.Names(rule.Expr).ToHashSet());
        Assert.Contains(rule.Labels["severity"], new[] { "warning", "critical" });
        Assert.NotEmpty(rule.Annotations["summary"]);
    });

    [Fact]
    public async Task Rules_Alerts_AreReadByPrometheus() =>
        Assert.Contains(
            "SUCCESS",
            (await Tool.Promtool.RunAsync("check", "rules", Path.Combine(Repository.Chart, "alerts", "jsccgrid.yaml"))).Succeeded(),
            StringComparison.Ordinal);

    [Fact]
    public async Task Rules_EachAlert_FiresAtItsFaultAndOnlyThen()
    {
        var cases = Repository.PathOf("tests", "Deployment.Tests", "Monitoring", "alerts.test.yaml");

        (await Tool.Promtool.RunAsync("test", "rules", cases)).Succeeded();

        var text = await File.ReadAllTextAsync(cases, TestContext.Current.CancellationToken);
        Assert.All(await RulesAsync(), rule =>
        {
            Assert.Matches($@"alertname: {rule.Alert}\n +exp_alerts:", text);
            // It lasts as long as its fault.
            Assert.Matches($@"eval_time: 6h,?\n? +alertname: {rule.Alert}(\n +|, )exp_alerts:", text);
        });
    }

    [Fact]
    public async Task PodMonitor_OfARelease_SelectsSilosAndWorkersAtTheirPort()
    {
        foreach (var name in new[] { "azure", "full" })
        {
            var objects = await Rendering.OfAsync(name);
            var monitor = Assert.Single(objects.OfType<PodMonitor>());
            var components =
                monitor.Spec.Selector.MatchExpressions.Single(expression => expression.Key == "app.kubernetes.io/component").Values;
            var scraped = objects.Pods
                .Where(pod => components.Contains(pod.Template.Metadata.Labels["app.kubernetes.io/component"]))
                .ToList();
            Assert.Equal(objects.OfType<V1Deployment>().Count(), scraped.Count);
            var endpoint = Assert.Single(monitor.Spec.PodMetricsEndpoints);
            Assert.Equal("/metrics", endpoint.Path);
            Assert.All(scraped, pod => Assert.Contains(pod.Template.Spec.Containers.Single().Ports, port => port.Name == endpoint.Port));
        }
    }

    [Fact]
    public async Task Dashboards_EachFile_IsAConfigMap()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Chart, "dashboards"), "*.json").Select(Path.GetFileName).ToList();

        Assert.Equal(3, files.Count);
        var maps = (await Rendering.OfAsync("full")).OfType<V1ConfigMap>()
            .Where(map => map.Metadata.Labels.ContainsKey("grafana_dashboard"));
        Assert.Equal(files.Order(), maps.SelectMany(map => map.Data.Keys).Order());
    }

    private static async Task<IReadOnlyList<AlertRule>> RulesAsync() =>
        [.. (await Rendering.OfAsync("full")).OfType<PrometheusRule>().Single().Spec.Groups.SelectMany(group => group.Rules)];
}
