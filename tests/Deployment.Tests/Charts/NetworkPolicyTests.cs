using JsccGrid.Deployment.Tests.Support;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Charts;

/// <summary>Who can reach what: policies are evaluated as a network plugin would.</summary>
public sealed class NetworkPolicyTests
{
    private const string Control = "r-jsccgrid-control";
    private const string Worker = "r-jsccgrid-worker-cpu";
    private const string Redis = "r-jsccgrid-redis";
    private const string Test = "r-jsccgrid-test-workers";
    private const string Stranger = "stranger";

    [Theory]
    [InlineData(Control, Control, 11111, true)]
    [InlineData(Worker, Control, 11111, false)]
    [InlineData(Test, Control, 11111, false)]
    [InlineData(Stranger, Control, 11111, false)]
    [InlineData(Worker, Control, 30000, true)]
    [InlineData(Test, Control, 30000, true)]
    [InlineData(Stranger, Control, 30000, false)]
    [InlineData(Redis, Control, 30000, false)]
    [InlineData(Stranger, Control, 8080, false)]
    [InlineData(Stranger, Worker, 8080, false)]
    [InlineData(Control, Redis, 6379, true)]
    [InlineData(Worker, Redis, 6379, true)]
    [InlineData(Test, Redis, 6379, true)]
    [InlineData(Stranger, Redis, 6379, false)]
    [InlineData(Redis, Redis, 6379, false)]
    public async Task Ports_FromEachOther_AreOpenWhereTheyMustBe(string from, string to, int port, bool open)
    {
        var objects = await Rendering.OfAsync("minimal");
        var policies = objects.OfType<V1NetworkPolicy>().ToList();
        var (source, target) = (LabelsOf(objects, from), LabelsOf(objects, to));

        Assert.Equal(open, MayReceive(policies, target, source, port) && MaySend(policies, source, target, port));
    }

    [Fact]
    public async Task Http_FromTheNamespaceOfPrometheus_IsOpen()
    {
        var control = (await Rendering.OfAsync("minimal")).Single<V1NetworkPolicy>(Control);

        var http = control.Spec.Ingress.Single(rule => rule.Ports.Single().Port.Value == "8080");
        Assert.Equal("monitoring", http.FromProperty.Single().NamespaceSelector.MatchLabels["kubernetes.io/metadata.name"]);
    }

    [Fact]
    public async Task Http_FromNobody_IsClosed()
    {
        var policies = (await Rendering.OfAsync("http for nobody")).OfType<V1NetworkPolicy>().ToList();

        Assert.DoesNotContain(
            policies.SelectMany(policy => policy.Spec.Ingress ?? []).SelectMany(rule => rule.Ports),
            port => port.Port.Value == "8080");
        Assert.Contains(policies, policy => policy.Metadata.Name == "r-jsccgrid-worker" && policy.Spec.PolicyTypes.Contains("Ingress"));
    }

    [Fact]
    public async Task Policies_EveryLongRunningPod_HasOneForItsIngress()
    {
        foreach (var rendering in Rendering.Matrix.Where(rendering => !rendering.Changes.Contains("networkPolicy.enabled=false")))
        {
            var objects = await Rendering.OfAsync(rendering.Name);
            var selectors = objects.OfType<V1NetworkPolicy>()
                .Where(policy => policy.Spec.PolicyTypes.Contains("Ingress")).Select(policy => policy.Spec.PodSelector).ToList();
            Assert.All(objects.Pods.Where(pod => pod.Template.Spec.Containers.Any(container => container.Ports is not null)),
                pod => Assert.Contains(selectors, selector => Matches(selector, pod.Template.Metadata.Labels)));
        }
    }

    [Fact]
    public async Task ExternalRedis_ItsPort_CanBeReached()
    {
        var egress = (await Rendering.OfAsync("full")).Single<V1NetworkPolicy>("grid-egress").Spec.Egress;

        Assert.Contains(egress, rule => HasPort(rule.Ports, 6380));
        Assert.Contains(egress, rule => HasPort(rule.Ports, 4317));
    }

    private static IDictionary<string, string> LabelsOf(KubernetesObjects objects, string pod) => pod == Stranger
        ? new Dictionary<string, string> { ["app.kubernetes.io/name"] = "other", ["jsccgrid.io/client"] = "true" }
        : objects.Pods.Single(item => item.Name == pod).Template.Metadata.Labels;

    private static bool MayReceive(
        List<V1NetworkPolicy> policies, IDictionary<string, string> pod, IDictionary<string, string> peer, int port)
    {
        var rules = policies.Where(policy => policy.Spec.PolicyTypes.Contains("Ingress") && Matches(policy.Spec.PodSelector, pod)).ToList();
        return rules.Count == 0 || rules.SelectMany(policy => policy.Spec.Ingress ?? [])
            .Any(
                rule => HasPort(rule.Ports, port)
                    && rule.FromProperty.Any(
                        from => from.PodSelector is { } selector && from.NamespaceSelector is null && Matches(selector, peer)));
    }

    private static bool MaySend(List<V1NetworkPolicy> policies, IDictionary<string, string> pod, IDictionary<string, string> peer, int port)
    {
        var rules = policies.Where(policy => policy.Spec.PolicyTypes.Contains("Egress") && Matches(policy.Spec.PodSelector, pod)).ToList();
        return rules.Count == 0 || rules.SelectMany(policy => policy.Spec.Egress ?? [])
            .Any(
                rule => HasPort(rule.Ports, port)
                    && (rule.To is null || rule.To.Any(to => to.PodSelector is { } selector && Matches(selector, peer))));
    }

    private static bool HasPort(IList<V1NetworkPolicyPort> ports, int port) => ports.Any(item => item.Port.Value == $"{port}");

    private static bool Matches(V1LabelSelector selector, IDictionary<string, string> labels) =>
        (selector.MatchLabels ?? new Dictionary<string, string>())
            .All(wanted => labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value);
}
