using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using JsccGrid.Deployment.Tests.Support;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Charts;

/// <summary>What must hold for every pod, with whatever values.</summary>
public sealed class PodRuleTests
{
    /// <summary>A checkpoint of the paper's largest model with its optimizer.</summary>
    private const double CheckpointBytes = 300e6;

    /// <summary>What a store must be able to take from one slot.</summary>
    private const double BytesPerSecond = 20e6;

    /// <summary>How long ahead Azure says that it takes a spot node.</summary>
    private const int SpotNoticeSeconds = 30;

    /// <summary>Kinds of volumes that the restricted pod security standard lets be.</summary>
    private static readonly string[] RestrictedVolumes =
        ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"];

    /// <summary>What the worker takes to hand its leases back after checkpoints and uploads.</summary>
    private static readonly int StopMarginSeconds = SecondsIn("src/Worker/WorkerComposition.cs", "StopMargin");

    /// <summary>What a stopping control silo takes at most.</summary>
    private static readonly int ControlStopSeconds = SecondsIn("src/Silo/Hosting/ClusterComposition.cs", "ControlStop");

    public static TheoryData<string> Names => Rendering.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Containers_All_StateWhatTheyNeedAndMayTake(string name)
    {
        foreach (var (pod, container) in (await Rendering.OfAsync(name)).Containers)
        {
            foreach (var resource in new[] { "cpu", "memory", "ephemeral-storage" })
            {
                var request = container.Resources.Requests[resource];
                var limit = container.Resources.Limits[resource];
                Assert.True(
                    request.ToDecimal() > 0 && request.ToDecimal() <= limit.ToDecimal(),
                    $"{pod}/{container.Name}: {resource} from {request} to {limit}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Containers_LongRunning_AreProbed(string name)
    {
        var objects = await Rendering.OfAsync(name);
        foreach (var container in objects.OfType<V1Deployment>().Select(item => item.Spec.Template.Spec.Containers[0]))
        {
            Assert.Equal(("/health/live", "http"), (container.StartupProbe.HttpGet.Path, container.StartupProbe.HttpGet.Port.Value));
            Assert.Equal(("/health/live", "http"), (container.LivenessProbe.HttpGet.Path, container.LivenessProbe.HttpGet.Port.Value));
            Assert.Equal(("/health/ready", "http"), (container.ReadinessProbe.HttpGet.Path, container.ReadinessProbe.HttpGet.Port.Value));
            Assert.Contains(container.Ports, port => port.Name == "http");
        }
        foreach (var container in objects.OfType<V1StatefulSet>().Select(set => set.Spec.Template.Spec.Containers[0]))
        {
            Assert.All(
                [container.StartupProbe, container.LivenessProbe, container.ReadinessProbe],
                probe => Assert.Contains("PONG", probe.Exec.Command[^1], StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Pods_All_CanGainNothing(string name)
    {
        var objects = await Rendering.OfAsync(name);
        foreach (var (_, template) in objects.Pods)
        {
            var spec = template.Spec;
            Assert.Equal(KubernetesHostingTests.IsAsked(template), spec.AutomountServiceAccountToken);
            Assert.NotNull(spec.ServiceAccountName);
            Assert.True(spec.SecurityContext.RunAsNonRoot);
            // OpenShift wants to choose them itself.
            Assert.True(name == "openshift" ? spec.SecurityContext.RunAsUser is null : spec.SecurityContext.RunAsUser > 0);
            Assert.True(name == "openshift" ? spec.SecurityContext.FsGroup is null : spec.SecurityContext.FsGroup > 0);
            Assert.Equal("RuntimeDefault", spec.SecurityContext.SeccompProfile.Type);
            Assert.True(spec is { HostNetwork: null, HostPID: null, HostIPC: null });
            Assert.All(spec.Volumes ?? [], volume => Assert.Contains(KindOf(volume), RestrictedVolumes));
        }
        foreach (var (_, container) in objects.Containers)
        {
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.Null(container.SecurityContext.Capabilities.Add);
            Assert.Null(container.SecurityContext.Privileged);
            Assert.NotEqual(0, container.SecurityContext.RunAsUser);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task PullSecrets_OfEveryPod_AreThoseOfTheValues(string name)
    {
        var images = (Dictionary<object, object>)Rendering.ValuesOf(name)["images"];
        var secrets = images.TryGetValue("pullSecrets", out var given) ? ((List<object>)given).Cast<string>() : [];

        Assert.All(
            (await Rendering.OfAsync(name)).Pods,
            pod => Assert.Equal(secrets, (pod.Template.Spec.ImagePullSecrets ?? []).Select(secret => secret.Name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Images_All_NameARegistryAndAVersion(string name)
    {
        foreach (var (_, container) in (await Rendering.OfAsync(name)).Containers)
            Assert.Matches(
                @"^[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]+)?(/[a-z0-9-]+)+:[0-9]+\.[0-9]+\.[0-9]+[-a-z0-9.]*(@sha256:[0-9a-f]{64})?$",
                container.Image);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Volumes_EachMount_IsDeclaredAndEachEmptyDirectoryBounded(string name)
    {
        foreach (var (_, template) in (await Rendering.OfAsync(name)).Pods)
        {
            var claimed = template.Metadata.Labels["app.kubernetes.io/component"] == "redis" ? new[] { "data" } : [];
            var declared = (template.Spec.Volumes ?? []).Select(volume => volume.Name).Concat(claimed).ToList();
            Assert.All(
                (template.Spec.InitContainers ?? []).Concat(template.Spec.Containers).SelectMany(container => container.VolumeMounts ?? []),
                mount => Assert.Contains(mount.Name, declared));
            Assert.All(
                (template.Spec.Volumes ?? []).Where(volume => volume.EmptyDir is not null),
                volume => Assert.NotNull(volume.EmptyDir.SizeLimit));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Scratch_OfEachWorker_HasRoomForItsCacheAndItsSlots(string name)
    {
        foreach (var (_, template) in (await Rendering.OfAsync(name)).Pods.Where(pod => pod.Template.Spec.Containers[0].Name == "worker"))
        {
            var cache = 1e9m * decimal.Parse(
                template.Spec.Containers[0].Env.Single(variable => variable.Name == "JsccGrid__Worker__CacheGigabytes").Value,
                CultureInfo.InvariantCulture);
            var volume = template.Spec.Volumes.Single(volume => volume.Name == "scratch");
            var ofTheNode = volume.EmptyDir?.SizeLimit.ToDecimal() ?? 0;
            var scratch = volume.Ephemeral?.VolumeClaimTemplate.Spec.Resources.Requests["storage"].ToDecimal() ?? ofTheNode;
            Assert.InRange(cache, 1, scratch / 2);
            Assert.InRange(template.Spec.Containers[0].Resources.Limits["ephemeral-storage"].ToDecimal() - ofTheNode, 1e9m, 2e9m);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Drain_EachWorker_HasTimeForItsCheckpointsAndTheirUpload(string name)
    {
        foreach (var (pod, template) in (await Rendering.OfAsync(name)).Pods.Where(pod => pod.Template.Spec.Containers[0].Name == "worker"))
        {
            var (grace, upload) = (SecondsOf(template, "GraceSeconds"), SecondsOf(template, "UploadSeconds"));
            var termination = template.Spec.TerminationGracePeriodSeconds;
            Assert.True(
                termination > grace + upload + StopMarginSeconds,
                $"{pod}: {termination} s for {grace} + {upload} + {StopMarginSeconds} s");
            Assert.True(CheckpointBytes / upload <= BytesPerSecond, $"{pod}: {upload} s for {CheckpointBytes} bytes");
            if (template.Spec.NodeSelector?.ContainsKey("kubernetes.azure.com/scalesetpriority") == true)
                Assert.True(grace + upload <= SpotNoticeSeconds, $"{pod}: {grace} + {upload} s of {SpotNoticeSeconds} s");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Drain_ControlSilo_HasLongerThanItsStop(string name)
    {
        var control = (await Rendering.OfAsync(name)).Pods.Single(pod => pod.Name.EndsWith("-control", StringComparison.Ordinal));

        Assert.True(control.Template.Spec.TerminationGracePeriodSeconds > ControlStopSeconds);
    }

    [Theory]
    [InlineData("azure", "r-jsccgrid-worker-t4-spot", "nvidia.com/gpu", 1, 2)]
    [InlineData("azure", "r-jsccgrid-worker-a100", "nvidia.com/gpu", 2, 8)]
    [InlineData("full", "grid-worker-mig", "nvidia.com/mig-1g.10gb", 1, 1)]
    public async Task Pool_WithGpus_AsksForThemAndHasTheirSlots(string rendering, string pool, string resource, int gpus, int slots)
    {
        var container = (await Rendering.OfAsync(rendering)).Single<V1Deployment>(pool).Spec.Template.Spec.Containers.Single();

        Assert.Equal(gpus, container.Resources.Limits[resource].ToDecimal());
        Assert.Contains("jsccgrid-cuda:", container.Image, StringComparison.Ordinal);
        Assert.Equal($"{slots}", container.Env.Single(variable => variable.Name == "JsccGrid__Worker__Slots").Value);
        Assert.Equal("cuda", container.Env.Single(variable => variable.Name == "JsccGrid__Worker__Device").Value);
        Assert.Contains(container.VolumeMounts, mount => mount.MountPath == "/dev/shm");
    }

    [Fact]
    public async Task Pool_OnSpotNodes_ChoosesAndToleratesThem()
    {
        var spec = (await Rendering.OfAsync("azure")).Single<V1Deployment>("r-jsccgrid-worker-t4-spot").Spec.Template.Spec;

        Assert.Equal("spot", spec.NodeSelector["kubernetes.azure.com/scalesetpriority"]);
        Assert.Contains(spec.Tolerations, toleration => toleration is { Key: "kubernetes.azure.com/scalesetpriority", Value: "spot" });
        Assert.Contains(spec.Tolerations, toleration => toleration is { Key: "nvidia.com/gpu", OperatorProperty: "Exists" });
    }

    [Fact]
    public async Task WorkloadIdentity_Given_LabelsPodsAndAnnotatesTheirAccount()
    {
        var objects = await Rendering.OfAsync("azure");

        Assert.NotEmpty(objects.Single<V1ServiceAccount>("r-jsccgrid").Metadata.Annotations["azure.workload.identity/client-id"]);
        Assert.All(
            objects.Pods.Where(pod => pod.Template.Spec.ServiceAccountName == "r-jsccgrid"),
            pod => Assert.Equal("true", pod.Template.Metadata.Labels["azure.workload.identity/use"]));
    }

    [Fact]
    public async Task DataSet_WithFingerprint_IsMountedWhereWorkersAreToldToLook()
    {
        var container = (await Rendering.OfAsync("full")).Single<V1Deployment>("grid-worker-mig").Spec.Template.Spec.Containers.Single();

        var told = container.Env.Single(variable => variable.Name == "JsccGrid__Worker__DataSets__0123456789abcdef0123456789abcdef").Value;
        Assert.Contains(container.VolumeMounts, mount => mount.MountPath == told && mount.ReadOnlyProperty == true);
    }

    [Fact]
    public async Task Submission_OfAGrid_ReadsTheDataSetsVolume()
    {
        var job = Assert.Single(
            (await Rendering.OfAsync("azure")).OfType<V1Job>(),
            job => job.Metadata.Name.Contains("-submit-paper-", StringComparison.Ordinal));

        var container = job.Spec.Template.Spec.Containers.Single();
        Assert.Equal(["submit", "paper", "--data", "/data/cuhk03"], container.Args.Take(4));
        Assert.Contains(container.VolumeMounts, mount => mount is { MountPath: "/data/cuhk03", SubPath: "cuhk03" });
    }

    [Fact]
    public async Task Submission_OfTheDemo_NeedsNoVolumeAndWritesWhereItMay()
    {
        var job = Assert.Single(
            (await Rendering.OfAsync("azure")).OfType<V1Job>(),
            job => job.Metadata.Name.Contains("-submit-demo-", StringComparison.Ordinal));

        var container = job.Spec.Template.Spec.Containers.Single();
        Assert.Equal(["submit", "demo"], container.Args);
        Assert.Equal(container.WorkingDir, Assert.Single(container.VolumeMounts).MountPath);
    }

    /// <summary>What a volume is, as its key in YAML.</summary>
    private static string KindOf(V1Volume volume) => JsonSerializer.SerializeToNode(volume)!.AsObject()
        .Single(field => field.Key != "name" && field.Value is not null).Key;

    private static int SecondsOf(V1PodTemplateSpec worker, string setting) => int.Parse(
        worker.Spec.Containers[0].Env.Single(variable => variable.Name == $"JsccGrid__Worker__{setting}").Value,
        CultureInfo.InvariantCulture);

    private static int SecondsIn(string file, string field) => int.Parse(
        Regex.Match(Repository.Read(file), $@"TimeSpan {field} = TimeSpan\.FromSeconds\((\d+)\);")
            .Groups[1].Value,
        CultureInfo.InvariantCulture);
}
