using k8s.Models;

namespace JsccGrid.Deployment.Tests.Support.CustomResources;

/// <summary>The Prometheus operator's resource.</summary>
[KubernetesEntity(Group = "monitoring.coreos.com", ApiVersion = "v1", Kind = "PodMonitor")]
internal class PodMonitor : CustomResource<PodMonitorSpec>;

internal sealed record PodMonitorSpec(
    V1LabelSelector Selector, IReadOnlyList<string> PodTargetLabels, IReadOnlyList<PodMetricsEndpoint> PodMetricsEndpoints);

internal sealed record PodMetricsEndpoint(string Port, string Path, string Interval);
