using k8s.Models;

namespace JsccGrid.Deployment.Tests.Support.CustomResources;

/// <summary>KEDA's resource.</summary>
[KubernetesEntity(Group = "keda.sh", ApiVersion = "v1alpha1", Kind = "TriggerAuthentication")]
internal sealed class TriggerAuthentication : CustomResource<TriggerAuthenticationSpec>;

internal sealed record TriggerAuthenticationSpec(PodIdentity PodIdentity);

internal sealed record PodIdentity(string Provider, string IdentityId);
