using System.Globalization;
using JsccGrid.Deployment.Tests.Support;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace JsccGrid.Deployment.Tests.Docker;

/// <summary>The cluster of one machine.</summary>
public sealed class ComposeTests
{
    private static readonly Dictionary<object, object> File = (Dictionary<object, object>)new DeserializerBuilder().Build()
        .Deserialize(new MergingParser(new Parser(new StringReader(Repository.Read("infra", "docker", "compose.yaml")))))!;

    private static IEnumerable<(string Name, Dictionary<object, object> Service)> Services =>
        Map(File, "services").Select(entry => ((string)entry.Key, (Dictionary<object, object>)entry.Value));

    [Fact]
    public void Stack_Whole_IsTwoSilosAWorkerAndWhatTheyNeed() => Assert.Equal(
        ["azurite", "client", "grafana", "prometheus", "redis", "silo-1", "silo-2", "worker"],
        Services.Select(service => service.Name).Order());

    [Fact]
    public void Services_All_ReportTheirHealth() => Assert.All(
        Services.Where(service => service.Name != "client"),
        service => Assert.True(Map(service.Service, "healthcheck").ContainsKey("test"), service.Name));

    [Fact]
    public void Services_EachDependency_IsAServiceThatReportsItsHealth() => Assert.All(
        Services.Where(service => service.Service.ContainsKey("depends_on")).SelectMany(service => Map(service.Service, "depends_on")),
        dependency => Assert.Contains(Services, service => service.Name == (string)dependency.Key));

    [Fact]
    public void Images_All_NameAVersion() => Assert.All(
        Services.Select(service => (string)service.Service["image"]),
        image => Assert.Matches(@":(local|v?[0-9]+\.[0-9]+\.[0-9]+[-a-z0-9]*)$", image));

    [Fact]
    public void Environment_OfSilosAndWorker_IsUnderstood()
    {
        var variables = Services.Where(service => service.Service.ContainsKey("environment"))
            .SelectMany(service => Map(service.Service, "environment").Keys)
            .Cast<string>().Where(name => name.StartsWith("JsccGrid", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(variables);
        Assert.All(variables, name => Assert.True(SiloSettings.Knows(name), name));
    }

    [Fact]
    public void Worker_ToldToStop_HasTimeForItsCheckpointsAndTheirUpload()
    {
        var worker = Map(Map(File, "services"), "worker");
        var told = Map(worker, "environment");
        var seconds = new[] { "GraceSeconds", "UploadSeconds" }
            .Sum(name => int.Parse((string)told[$"JsccGrid__Worker__{name}"], CultureInfo.InvariantCulture));

        // What the chart gives beyond both.
        Assert.Equal($"{seconds + 15}s", worker["stop_grace_period"]);
    }

    [Fact]
    public void Silos_Both_AdvertiseTheAddressTheyHave() => Assert.All(
        Services.Where(service => service.Name.StartsWith("silo-", StringComparison.Ordinal)),
        service => Assert.Equal(
            Map(service.Service, "environment")["JsccGrid__Endpoints__Address"],
            Map(Map(service.Service, "networks"), "cluster")["ipv4_address"]));

    [Fact]
    public void Ports_All_AreThisMachinesAlone() => Assert.All(
        Services.Where(service => service.Service.ContainsKey("ports")).SelectMany(service => (List<object>)service.Service["ports"]),
        port => Assert.StartsWith("127.0.0.1:", (string)port, StringComparison.Ordinal));

    [Fact]
    public void Mounts_All_AreFilesOfTheRepository()
    {
        var mounts = Services.Where(service => service.Service.ContainsKey("volumes"))
            .SelectMany(service => (List<object>)service.Service["volumes"])
            .Cast<string>().Where(mount => mount.StartsWith('.'));

        Assert.All(
            mounts,
            mount => Assert.True(Path.Exists(Path.GetFullPath(Repository.PathOf("infra", "docker", mount.Split(':')[0]))), mount));
    }

    [Fact]
    public void Prometheus_EveryTarget_IsASiloOrWorker()
    {
        var text = Repository.Read("infra", "docker", "prometheus.yml");

        var names = Services.Select(service => service.Name)
            .Where(name => name.StartsWith("silo-", StringComparison.Ordinal) || name == "worker");
        Assert.All(names, name => Assert.Contains($"{name}:8080", text, StringComparison.Ordinal));
    }

    private static Dictionary<object, object> Map(Dictionary<object, object> map, string key) => (Dictionary<object, object>)map[key];
}
