using k8s;
using k8s.Models;

namespace JsccGrid.Deployment.Tests.Support.CustomResources;

/// <summary>An object of a kind that comes with an operator, with the fields the chart uses as the operator documents them.</summary>
internal abstract class CustomResource<TSpec> : IKubernetesObject<V1ObjectMeta>
    where TSpec : class
{
    public required string ApiVersion { get; set; }

    public required string Kind { get; set; }

    public required V1ObjectMeta Metadata { get; set; }

    public required TSpec Spec { get; set; }
}
