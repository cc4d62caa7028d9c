using k8s.Models;

namespace JsccGrid.Deployment.Tests.Support.CustomResources;

/// <summary>The Prometheus operator's resource.</summary>
[KubernetesEntity(Group = "monitoring.coreos.com", ApiVersion = "v1", Kind = "PrometheusRule")]
internal sealed class PrometheusRule : CustomResource<RuleGroups>;

/// <summary>Also what a rule file of Prometheus itself holds.</summary>
internal sealed record RuleGroups(IReadOnlyList<RuleGroup> Groups);

internal sealed record RuleGroup(string Name, IReadOnlyList<AlertRule> Rules);

internal sealed record AlertRule(
    string Alert, string Expr, string For, Dictionary<string, string> Labels, Dictionary<string, string> Annotations);
