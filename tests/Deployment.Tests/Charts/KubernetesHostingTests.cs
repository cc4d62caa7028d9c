using System.Text.RegularExpressions;
using JsccGrid.Deployment.Tests.Support;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Charts;

/// <summary>Whether pods ask Kubernetes, and what it then allows them: control silos alone, and only to read pods.</summary>
public sealed class KubernetesHostingTests
{
    private const string On = "full";
    private const string ControlName = "grid-control";

    public static TheoryData<string> OffNames =>
        [.. Rendering.Matrix.Where(rendering => rendering.File is not (On or "pods")).Select(rendering => rendering.Name)];

    /// <summary>Whether a pod's program is told to ask Kubernetes.</summary>
    internal static bool IsAsked(V1PodTemplateSpec template) =>
        template.Spec.Containers.Any(
            container => (container.Env ?? [])
                .Any(variable => variable is { Name: "JsccGrid__Cluster__Kubernetes", Value: "true" }));

    [Theory]
    [MemberData(nameof(OffNames))]
    public async Task Off_NoPod_AsksOrMay(string name)
    {
        var objects = await Rendering.OfAsync(name);

        Assert.DoesNotContain(objects, item => item is V1Role or V1RoleBinding or V1ClusterRole or V1ClusterRoleBinding);
        Assert.All(objects.Pods, pod => Assert.False(IsAsked(pod.Template)));
        Assert.DoesNotContain(
            objects.Pods.SelectMany(pod => pod.Template.Metadata.Labels.Keys),
            label => label.StartsWith("orleans/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Role_On_AllowsToReadPodsOfTheNamespaceAndNothingElse()
    {
        var objects = await Rendering.OfAsync(On);

        Assert.DoesNotContain(objects, item => item is V1ClusterRole or V1ClusterRoleBinding);
        var role = Assert.Single(objects.OfType<V1Role>());
        var rule = Assert.Single(role.Rules);
        Assert.Equal([""], rule.ApiGroups);
        Assert.Equal(["pods"], rule.Resources);
        Assert.Equal(["get", "list", "watch"], rule.Verbs);
        var binding = Assert.Single(objects.OfType<V1RoleBinding>());
        Assert.Equal(("Role", role.Metadata.Name), (binding.RoleRef.Kind, binding.RoleRef.Name));
        var subject = Assert.Single(binding.Subjects);
        Assert.Equal(
            ("ServiceAccount", Control(objects).Spec.ServiceAccountName, Rendering.Namespace),
            (subject.Kind, subject.Name, subject.NamespaceProperty));
    }

    [Fact]
    public async Task Token_On_IsMountedInControlPodsAlone()
    {
        var objects = await Rendering.OfAsync(On);

        Assert.Equal(
            [ControlName],
            objects.Pods.Where(pod => pod.Template.Spec.AutomountServiceAccountToken == true).Select(pod => pod.Name));
        Assert.Equal([ControlName], objects.Pods.Where(pod => IsAsked(pod.Template)).Select(pod => pod.Name));
    }

    [Fact]
    public async Task Variables_On_SayWhichPodItIsAndWhatItsLabelsSay()
    {
        var control = Control(await Rendering.OfAsync(On));
        var variables = control.Spec.Containers.Single().Env.ToDictionary(variable => variable.Name);

        Assert.Equal(variables["JsccGrid__Cluster__Id"].Value, control.Metadata.Labels["orleans/clusterId"]);
        Assert.Equal(ServiceId(), control.Metadata.Labels["orleans/serviceId"]);
        foreach (var (name, path) in new[]
        {
            ("POD_NAME", "metadata.name"), ("POD_NAMESPACE", "metadata.namespace"), ("POD_IP", "status.podIP"),
            ("ORLEANS_SERVICE_ID", "metadata.labels['orleans/serviceId']"), ("ORLEANS_CLUSTER_ID", "metadata.labels['orleans/clusterId']"),
        })
            Assert.Equal(path, variables[name].ValueFrom.FieldRef.FieldPath);
    }

    [Fact]
    public async Task Api_On_IsReachedByControlPodsAlone()
    {
        var objects = await Rendering.OfAsync(On);
            var open = objects.OfType<V1NetworkPolicy>()
                .Where(policy => (policy.Spec.Egress ?? [])
                    .Any(rule => rule.To is null && rule.Ports.Any(port => port.Port.Value == "6443")))
                .ToList();

        Assert.Equal([ControlName], open.Select(policy => policy.Metadata.Name));
        Assert.Equal(["Ingress", "Egress"], open[0].Spec.PolicyTypes);
        Assert.Equal("control", open[0].Spec.PodSelector.MatchLabels["app.kubernetes.io/component"]);
    }

    private static V1PodTemplateSpec Control(KubernetesObjects objects) => objects.Single<V1Deployment>(ControlName).Spec.Template;

    private static string ServiceId() =>
        Regex.Match(Repository.Read("src", "Silo", "Hosting", "OneMachineHost.cs"), "string ServiceId = \"([^\"]+)\";").Groups[1].Value;
}
