using JsccGrid.Deployment.Tests.Support;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Charts;

/// <summary>The pod section of the values, in every pod that the chart makes.</summary>
public sealed class PodSectionTests
{
    private const string Everything = "pods";
    private const string Component = "app.kubernetes.io/component";

    [Fact]
    public async Task Matrix_EveryKindOfPod_IsThereWithTheWholeSection()
    {
        var components = (await Rendering.OfAsync(Everything)).Pods.Select(pod => pod.Template.Metadata.Labels[Component]);

        Assert.Equal(["control", "redis", "submission", "test", "worker"], components.Distinct().Order());
        Assert.InRange(Rendering.Files.Count, 16, int.MaxValue);
    }

    [Fact]
    public async Task Section_OfAllPods_IsInEachOfThem()
    {
        foreach (var (name, template) in (await Rendering.OfAsync(Everything)).Pods)
        {
            var (spec, own) = (template.Spec, template.Spec.Containers[0]);
            Assert.Equal("vision", template.Metadata.Labels["team"]);
            Assert.Equal("yes", template.Metadata.Annotations["example.org/scan"]);
            Assert.Equal("spec.nodeName", own.Env.Single(variable => variable.Name == "NODE").ValueFrom.FieldRef.FieldPath);
            Assert.Equal(("lab", true), (own.EnvFrom[0].ConfigMapRef.Name, own.EnvFrom[0].ConfigMapRef.Optional));
            Assert.Equal("lab", spec.Volumes.Single(volume => volume.Name == "lab").ConfigMap.Name);
            Assert.Equal("/etc/lab", own.VolumeMounts.Single(mount => mount.Name == "lab").MountPath);
            Assert.Equal("linux", spec.NodeSelector["kubernetes.io/os"]);
            Assert.Contains(spec.Tolerations, toleration => toleration is { Key: "lab", OperatorProperty: "Exists" });
            Assert.Equal(
                "kubernetes.io/arch",
                spec.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms.Single()
                    .MatchExpressions.Single().Key);
            Assert.Equal("files.lab", spec.HostAliases.Single().Hostnames.Single());
            Assert.StartsWith("lab", spec.PriorityClassName, StringComparison.Ordinal);
            var isWorker = template.Metadata.Labels[Component] == "worker";
            Assert.True(spec.SchedulerName == (isWorker ? null : "lab-scheduler"), $"{name}: {spec.SchedulerName}");
        }
    }

    [Theory]
    [InlineData("r-jsccgrid-control", "Europe/Berlin", "control", "control", "lab-critical")]
    [InlineData("r-jsccgrid-redis", "Europe/Berlin", "shared", "redis", "lab-critical")]
    [InlineData("r-jsccgrid-worker-gpu", "Asia/Tokyo", "gpu", "gpu", "lab")]
    [InlineData("r-jsccgrid-worker-cpu", "UTC", "workers", "workers", "lab")]
    [InlineData("r-jsccgrid-submit-demo-", "Africa/Cairo", "shared", "r-jsccgrid", "lab")]
    [InlineData("r-jsccgrid-test-workers", "America/Lima", "shared", "r-jsccgrid", "lab")]
    public async Task Section_Nearer_GoesBefore(string pod, string zone, string cost, string account, string priority)
    {
        var template = (await Rendering.OfAsync(Everything)).Pods.Single(item => item.Name.StartsWith(pod, StringComparison.Ordinal))
            .Template;

        Assert.Equal(zone, template.Spec.Containers[0].Env.Single(variable => variable.Name == "TZ").Value);
        Assert.Equal(cost, template.Metadata.Labels["cost"]);
        Assert.Equal(account, template.Spec.ServiceAccountName);
        Assert.Equal(priority, template.Spec.PriorityClassName);
    }

    [Fact]
    public async Task Section_OfOnePool_AddsToTheOthers()
    {
        var spec = Worker(await Rendering.OfAsync(Everything), "gpu").Spec;

        Assert.Equal(["nvidia.com/gpu", "lab", "gpu-lab"], spec.Tolerations.Select(toleration => toleration.Key));
        Assert.NotNull(spec.Affinity.NodeAffinity);
        Assert.Single(spec.Affinity.PodAntiAffinity.PreferredDuringSchedulingIgnoredDuringExecution);
        Assert.Equal(["lab", "workers"], spec.Containers[0].EnvFrom.Select(source => source.ConfigMapRef?.Name ?? source.SecretRef.Name));
        Assert.Equal("nvidia", spec.RuntimeClassName);
        var limits = spec.Containers[0].Resources.Limits.ToDictionary(limit => limit.Key, limit => limit.Value.ToString());
        Assert.Equal(("32Gi", "4", "1", "1"), (limits["memory"], limits["cpu"], limits["nvidia.com/gpu"], limits["example.com/nic"]));
    }

    [Fact]
    public async Task Null_OfANearerSection_TakesAwayWhatAnOuterOneSays()
    {
        var objects = await Rendering.OfAsync(Everything);

        Assert.Null(objects.Single<V1Deployment>("r-jsccgrid-control").Spec.Template.Spec.TopologySpreadConstraints);
        Assert.Equal("example.org/rack", Worker(objects, "cpu").Spec.TopologySpreadConstraints.Single().TopologyKey);
    }

    [Fact]
    public async Task Spread_WithoutASelector_SpeaksOfThePodsOfItsKind()
    {
        foreach (var rendering in Rendering.Matrix)
        {
            var objects = await Rendering.OfAsync(rendering.Name);
            foreach (var (_, template) in objects.Pods)
            {
                foreach (var constraint in (template.Spec.TopologySpreadConstraints ?? [])
                    .Where(constraint => constraint.LabelSelector.MatchExpressions is null))
                {
                    var meant = objects.Pods.Select(pod => pod.Template.Metadata.Labels)
                        .Where(labels => constraint.LabelSelector.MatchLabels.All(wanted => labels[wanted.Key] == wanted.Value));
                    Assert.Contains(template.Metadata.Labels, meant);
                    Assert.Single(meant.Select(labels => labels[Component]).Distinct());
                }
            }
        }
    }

    [Fact]
    public async Task Spread_WithASelector_IsAsGiven()
    {
        var constraints = Worker(await Rendering.OfAsync(Everything), "gpu").Spec.TopologySpreadConstraints;

        Assert.Equal(["example.org/rack", "kubernetes.io/hostname"], constraints.Select(constraint => constraint.TopologyKey));
        Assert.Equal("cost", constraints[1].LabelSelector.MatchExpressions.Single().Key);
        Assert.Null(constraints[1].LabelSelector.MatchLabels);
    }

    [Fact]
    public async Task ServiceAccounts_EachPodsOwn_AreThereOrNamedByTheValues()
    {
        string[] given = ["control", "redis", "workers", "gpu"];
        foreach (var rendering in Rendering.Matrix)
        {
            var objects = await Rendering.OfAsync(rendering.Name);
            var made = objects.OfType<V1ServiceAccount>().Select(account => account.Metadata.Name).ToList();
            var used = objects.Pods.Select(pod => pod.Template.Spec.ServiceAccountName).Distinct();
            Assert.Equal(made.Order(), used.Except(rendering.Name == Everything ? given : []).Order());
            Assert.All(
                objects.OfType<V1RoleBinding>().SelectMany(binding => binding.Subjects),
                subject => Assert.Contains(subject.Name, used));
        }
    }

    [Fact]
    public async Task Containers_OfTheValues_AreBesideOursInEveryPodTheyAreFor()
    {
        foreach (var (_, template) in (await Rendering.OfAsync("restricted")).Pods)
        {
            var isWorker = template.Metadata.Labels[Component] == "worker";
            var isGpu = template.Metadata.Labels.TryGetValue("jsccgrid.io/pool", out var pool) && pool == "gpu";
            Assert.Equal(isGpu ? ["wait", "gpu-check"] : ["wait"], template.Spec.InitContainers.Select(container => container.Name));
            Assert.Equal(isWorker ? ["tail"] : [], template.Spec.Containers.Skip(1).Select(container => container.Name));
        }
    }

    [Fact]
    public async Task Queue_OfKueue_IsOnWorkloadsAndTheirPodsAndNotOnWhatTheyWaitFor()
    {
        var objects = await Rendering.OfAsync("kueue");

        foreach (var item in objects.Where(item => item is V1Deployment or V1StatefulSet or V1Job))
        {
            var labels = objects.Pods.Single(pod => pod.Name == item.Metadata.Name).Template.Metadata.Labels;
            var expected = labels[Component] switch
            {
                "worker" => labels["jsccgrid.io/pool"] == "gpu" ? "grids" : "processors",
                "submission" => "processors",
                _ => null,
            };
            Assert.All([labels, item.Metadata.Labels], found => Assert.Equal(expected, Queue(found)));
        }

        static string? Queue(IDictionary<string, string> labels) =>
            labels.TryGetValue("kueue.x-k8s.io/queue-name", out var queue) ? queue : null;
    }

    [Fact]
    public async Task Claims_OfDynamicAllocation_StandInForGpusInTheLimits()
    {
        foreach (var pool in new[] { "gpu", "shared" })
        {
            var spec = Worker(await Rendering.OfAsync("dra"), pool).Spec;
            var claim = Assert.Single(spec.ResourceClaims);
            Assert.Equal(claim.Name, Assert.Single(spec.Containers[0].Resources.Claims).Name);
            Assert.True(claim.ResourceClaimName is null != claim.ResourceClaimTemplateName is null);
            Assert.Equal(["cpu", "ephemeral-storage", "memory"], spec.Containers[0].Resources.Limits.Keys.Order());
            Assert.Equal("cuda", spec.Containers[0].Env.Single(variable => variable.Name == "JsccGrid__Worker__Device").Value);
        }
    }

    [Fact]
    public async Task Proxy_OfTheValues_IsToldToEveryProgramAndMayBeReached()
    {
        var objects = await Rendering.OfAsync("proxy");

        Assert.All(objects.OwnContainers, item => Assert.Contains(item.Container.Env, variable => variable.Name == "HTTPS_PROXY"));
        Assert.Contains(
            objects.Single<V1NetworkPolicy>("r-jsccgrid-egress").Spec.Egress,
            rule => rule.Ports.Any(port => port.Port.Value == "3128"));
    }

    private static V1PodTemplateSpec Worker(KubernetesObjects objects, string pool) =>
        objects.Single<V1Deployment>($"r-jsccgrid-worker-{pool}").Spec.Template;
}
