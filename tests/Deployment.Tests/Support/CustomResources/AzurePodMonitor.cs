using k8s.Models;

namespace JsccGrid.Deployment.Tests.Support.CustomResources;

/// <summary>Azure Monitor reads the same under its own group.</summary>
[KubernetesEntity(Group = "azmonitoring.coreos.com", ApiVersion = "v1", Kind = "PodMonitor")]
internal sealed class AzurePodMonitor : PodMonitor;
