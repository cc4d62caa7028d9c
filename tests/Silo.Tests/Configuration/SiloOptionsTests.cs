using JsccGrid.Page.Http;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace JsccGrid.Silo.Tests.Configuration;

public sealed class SiloOptionsTests
{
    [Fact]
    public void Read_OfAWorker_TakesEverythingSaid()
    {
        var options = Read(
            "Role=worker", "Cluster:Id=trial", "Cluster:Redis=redis:6379",
            "Store:AccountUrl=https://a.blob.core.windows.net", "Store:Container=trial",
            "Worker:Name=w1", "Worker:Slots=2", "Worker:HeartbeatSeconds=1.5", "Worker:DataSets:abc=/data",
            "Orchestration:LeaseDuration=00:00:06");
        Assert.Equal((SiloRole.Worker, "trial", "redis:6379"), (options.ParsedRole, options.Cluster.Id, options.Cluster.Redis));
        Assert.Equal(("https://a.blob.core.windows.net", "trial"), (options.Store.AccountUrl, options.Store.Container));
        Assert.Equal(
            ("w1", 2, 1.5, "/data"),
            (options.Worker.Name, options.Worker.Slots, options.Worker.HeartbeatSeconds, options.Worker.DataSets["abc"]));
        Assert.Equal(TimeSpan.FromSeconds(6), options.Orchestration.LeaseDuration);
    }

    [Fact]
    public void Read_OfOneMachine_HandsEverySettingOfTheWorkerOn()
    {
        var options = Read(
            "Store:Folder=/store", "Worker:Name=mine", "Worker:Slots=3", "Worker:CacheGigabytes=7",
            "Worker:ScratchFolder=/scratch");
        Assert.Same(options.Worker, OneMachineOptions.From(options).Worker);
        Assert.Equal(("mine", 7, "/scratch"), (options.Worker.Name, options.Worker.CacheGigabytes, options.Worker.ScratchFolder));
        Assert.Equal("this-machine", Read("Store:Folder=/store").Worker.Name);
    }

    [Theory]
    [InlineData("control", 10)]
    [InlineData("Worker", 10)]
    [InlineData("both", 10)]
    [InlineData("one-machine", 15)]
    public void Read_WithoutALeaseDuration_TakesTheOneOfTheRole(string role, int seconds)
    {
        string[] cluster = role == "one-machine" ? [] : ["Cluster:Redis=redis:6379"];
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read([$"Role={role}", "Store:Folder=/store", .. cluster]).Orchestration.LeaseDuration);
    }

    [Fact]
    public void Read_WithUnknownKeysAndWrongTypes_NamesThemAll() => Assert.Equal(
        [
            "JsccGrid:Rolle is no setting. Did you mean 'Role'?",
            "JsccGrid:Store is '/store'; it is a section with settings of its own.",
            "JsccGrid:StoreFolder is no setting. Known: Role, Cluster, Endpoints, Store, Worker, Orchestration, Page.",
            "JsccGrid:Worker:GraceSeconds is 'long'; it must be a number.",
            "JsccGrid:Worker:Name must be a value, not a section.",
            "JsccGrid:Worker:Slot is no setting. Did you mean 'Slots'?",
            "JsccGrid:Worker:Slots is 'two'; it must be a whole number.",
        ],
        Errors(
            "Rolle=worker", "Store=/store", "StoreFolder=/store", "Worker:GraceSeconds=long", "Worker:Name:First=a",
            "Worker:Slot=2", "Worker:Slots=two"));

    [Fact]
    public void Read_OfAClusterMemberWithBadValues_NamesThemAll() => Assert.Equal(
        [
            "JsccGrid:Cluster:Redis is missing; a cluster needs one, such as redis.example:6379,password=….",
            "JsccGrid:Store: Folder and AccountUrl of Folder, ConnectionString and AccountUrl is set; expected exactly one.",
            "JsccGrid:Endpoints:SiloPort is 0; it must be from 1 to 65535.",
            "JsccGrid:Endpoints:Address is 'here'; it must be an IP address such as 10.0.0.7.",
            "JsccGrid:Worker: Slots is 0; at least 1 is needed.",
            "JsccGrid:Worker: HeartbeatSeconds is 5; it must be above 0 and at most a third of a lease, 3.333.",
            "JsccGrid:Worker: Device is 'tpu'; it must be auto, cpu, cuda or cuda:n.",
            "JsccGrid:Page:ActionToken has 6 characters; it must have 16 or more, such as 'openssl rand -hex 32' prints. "
                + "Leave it out to switch actions off.",
        ],
        Errors(
            "Role=both", "Store:Folder=/store", "Store:AccountUrl=https://a.blob.core.windows.net",
            "Endpoints:SiloPort=0", "Endpoints:Address=here",
            "Worker:Slots=0", "Worker:HeartbeatSeconds=5", "Worker:Device=tpu", "Page:ActionToken=secret"));

    [Theory]
    [InlineData("JsccGrid:Role is 'master'. Known: one-machine, control, worker, both.", "Role=master")]
    [InlineData("JsccGrid:Store:Folder is missing; on one machine the store is a folder.", "Role=one-machine")]
    [InlineData(
        "JsccGrid:Cluster:Redis is set, but the role is one-machine. For a cluster set JsccGrid:Role to control, worker or both.",
        "Store:Folder=/store", "Cluster:Redis=redis:6379")]
    [InlineData(
        "JsccGrid:Cluster:Redis names no server; it must be such as redis.example:6379,password=….",
        "Role=worker", "Store:Folder=/store", "Cluster:Redis=password=secret")]
    [InlineData(
        "JsccGrid:Cluster:Kubernetes is true, but the role is one-machine. For a cluster's silo set JsccGrid:Role to control or both.",
        "Store:Folder=/store", "Cluster:Kubernetes=true")]
    [InlineData("JsccGrid:Cluster:Kubernetes is 'maybe'; it must be true or false.", "Role=control", "Cluster:Kubernetes=maybe")]
    public void Read_WithOneError_SaysWhatWouldBeRight(string error, params string[] settings) => Assert.Equal([error], Errors(settings));

    [Theory]
    [InlineData("control")]
    [InlineData("both")]
    public void Read_OfASiloInAPodThatSaysWhichItIs_TakesIt(string role) =>
        Assert.True(ReadInPod(
            ["Cluster:Kubernetes=true", $"Role={role}"], "POD_NAME=a-1", "ORLEANS_SERVICE_ID=jsccgrid", "ORLEANS_CLUSTER_ID=trial")
            .Cluster.Kubernetes);

    [Fact]
    public void Read_OfASiloInAPodWithoutItsVariables_NamesWhatIsMissingAndWhatDiffers() => Assert.Equal(
        [
            "JsccGrid:Cluster:Kubernetes is true, but POD_NAME, ORLEANS_SERVICE_ID are not set; the pod's environment must say them.",
            "JsccGrid:Cluster:Kubernetes is true, but ORLEANS_CLUSTER_ID is 'other'; it must be 'trial'.",
        ],
        Assert.Throws<ConfigurationException>(
            () => ReadInPod(["Cluster:Kubernetes=true", "Role=control"], "POD_NAME= ", "ORLEANS_CLUSTER_ID=other"))
            .Message.Split(Environment.NewLine));

    [Theory]
    [InlineData("Cluster:Kubernetes=false", "Role=control")]
    [InlineData("Cluster:Kubernetes=true", "Role=worker")]
    public void Read_OfWhoDoesNotAskKubernetes_NeedsNoVariables(params string[] settings) =>
        Assert.Equal("trial", ReadInPod(settings).Cluster.Id);

    private static SiloOptions ReadInPod(string[] settings, params string[] variables) => SiloOptions.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(
            new[] { "Cluster:Id=trial", "Cluster:Redis=redis:6379", "Store:Folder=/store" }.Concat(settings)
                .Select(setting => Pair($"JsccGrid:{setting}")))
        .AddInMemoryCollection(new[] { "POD_NAMESPACE=grids", "POD_IP=10.0.0.7" }.Concat(variables).Select(Pair))
        .Build());

    private static SiloOptions Read(params string[] settings) => SiloOptions.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => Pair($"JsccGrid:{setting}")))
        .Build());

    private static KeyValuePair<string, string?> Pair(string text) =>
        text.Split('=', 2) is [var key, var value] ? new(key, value) : throw new FormatException(text);

    private static string[] Errors(params string[] settings) =>
        Assert.Throws<ConfigurationException>(() => Read(settings)).Message.Split(Environment.NewLine);
}
