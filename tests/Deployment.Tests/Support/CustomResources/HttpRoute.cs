using k8s.Models;

namespace JsccGrid.Deployment.Tests.Support.CustomResources;

/// <summary>The Gateway API's resource.</summary>
[KubernetesEntity(Group = "gateway.networking.k8s.io", ApiVersion = "v1", Kind = "HTTPRoute")]
internal sealed class HttpRoute : CustomResource<HttpRouteSpec>;

internal sealed record HttpRouteSpec(
    IReadOnlyList<ParentReference> ParentRefs, IReadOnlyList<string> Hostnames, IReadOnlyList<HttpRouteRule> Rules);

internal sealed record ParentReference(string Name, string? Namespace, string? SectionName, int? Port);

internal sealed record HttpRouteRule(IReadOnlyList<BackendReference> BackendRefs);

internal sealed record BackendReference(string Name, int Port);
