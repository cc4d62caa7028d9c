using k8s.Models;

namespace JsccGrid.Deployment.Tests.Support.CustomResources;

/// <summary>KEDA's resource.</summary>
[KubernetesEntity(Group = "keda.sh", ApiVersion = "v1alpha1", Kind = "ScaledObject")]
internal sealed class ScaledObject : CustomResource<ScaledObjectSpec>;

internal sealed record ScaledObjectSpec(
    V1CrossVersionObjectReference ScaleTargetRef,
    int MinReplicaCount,
    int MaxReplicaCount,
    int PollingInterval,
    int CooldownPeriod,
    ScalingDetails Advanced,
    IReadOnlyList<ScaleTrigger> Triggers);

internal sealed record ScalingDetails(HorizontalPodAutoscalerDetails HorizontalPodAutoscalerConfig);

internal sealed record HorizontalPodAutoscalerDetails(V2HorizontalPodAutoscalerBehavior Behavior);

/// <param name="Type"><c>prometheus</c>.</param>
/// <param name="MetricType"><c>AverageValue</c>: the answer is divided among the replicas.</param>
/// <param name="Metadata">Texts only, numbers and truth values too.</param>
/// <param name="AuthenticationRef">A TriggerAuthentication.</param>
internal sealed record ScaleTrigger(
    string Type, string MetricType, Dictionary<string, string> Metadata, V1LocalObjectReference? AuthenticationRef);
