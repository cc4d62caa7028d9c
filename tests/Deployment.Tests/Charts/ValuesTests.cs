using System.Text.Json;
using System.Text.Json.Nodes;
using JsccGrid.Deployment.Tests.Support;
using Xunit;
using YamlDotNet.Serialization;

namespace JsccGrid.Deployment.Tests.Charts;

/// <summary>What may be set, and what is said about what may not.</summary>
public sealed class ValuesTests
{
    [Theory]
    [InlineData("images.tag=\"latest\"", "at '/images/tag': 'latest' does not match pattern")]
    [InlineData("images.tagg=\"1.0\"", "at '/images': additional properties 'tagg' not allowed")]
    [InlineData("control.replicas=0", "at '/control/replicas': minimum: got 0, want 1")]
    [InlineData("pools=[{\"gpus\":1}]", "at '/pools/0': missing property 'name'")]
    [InlineData("pools=[{\"name\":\"GPU\"}]", "at '/pools/0/name': 'GPU' does not match pattern")]
    [InlineData("pools=[{\"name\":\"a\",\"gpu\":1}]", "at '/pools/0': additional properties 'gpu' not allowed")]
    [InlineData("pools=[{\"name\":\"a\",\"autoscaling\":{}}]", "at '/pools/0/autoscaling': missing property 'maxReplicas'")]
    [InlineData("redis.persistence.size=4", "at '/redis/persistence/size': got number, want string")]
    [InlineData("redis.image.tag=\"7\"", "at '/redis/image/tag': '7' does not match pattern")]
    [InlineData("orchestration.leaseDuration=\"10s\"", "at '/orchestration/leaseDuration': '10s' does not match pattern")]
    [InlineData("workloadIdentity.clientId=\"me\"", "at '/workloadIdentity/clientId': 'me' does not match pattern")]
    [InlineData("networkPolicy.httpFrom=[{}]", "at '/networkPolicy/httpFrom/0': minProperties: got 0, want 1")]
    [InlineData("monitoring.podMonitor.apiVersion=\"v1\"", "value must be one of 'monitoring.coreos.com/v1'")]
    [InlineData("images.registry=\"\"", "images.registry: is empty; give the registry")]
    [InlineData("store.connectionStringSecret.name=\"\"", "store: none of accountUrl, connectionStringSecret.name and folder.claim is set")]
    [InlineData(
        "store.accountUrl=\"https://a.blob.core.windows.net\"",
        "store: accountUrl and connectionStringSecret.name are set together")]
    [InlineData("store.folder.claim=\"shared\"", "store: connectionStringSecret.name and folder.claim are set together")]
    [InlineData("store.folder.subPath=\"a\"", "store.folder: subPath without claim")]
    [InlineData("pod.enw=[]", "at '/pod': additional properties 'enw' not allowed")]
    [InlineData("control.nodeSelector={}", "at '/control': additional properties 'nodeSelector' not allowed")]
    [InlineData("pods={}", "at '': additional properties 'pods' not allowed")]
    [InlineData(
        "pools=[{\"name\":\"a\",\"pod\":{\"tolerations\":[{\"kay\":\"a\"}]}}]",
        "at '/pools/0/pod/tolerations/0': additional properties 'kay' not allowed")]
    [InlineData("pod.labels={\"jsccgrid.io/pool\":\"a\"}", "at '/pod/labels/jsccgrid.io~1pool': false schema")]
    [InlineData(
        "pod.containers=[{\"name\":\"a\",\"image\":\"b:1\",\"imagePulPolicy\":\"Never\"}]",
        "at '/pod/containers/0': additional properties 'imagePulPolicy' not allowed")]
    [InlineData("redis.pod.containers=[{\"name\":\"a\",\"image\":\"b:1\"}]", "at '/redis/pod/containers/0': missing property 'resources'")]
    [InlineData("pod.securityContext.runAsUser=0", "at '/pod/securityContext/runAsUser': minimum: got 0, want 1")]
    [InlineData(
        "pools=[{\"name\":\"a\",\"pod\":{\"env\":[{\"name\":\"JsccGrid__Role\",\"value\":\"control\"}]}}]",
        "pools[0] (a): pod.env: JsccGrid__Role is set by the chart")]
    [InlineData("control.pod.volumes=[{\"name\":\"tmp\",\"emptyDir\":{}}]", "control: pod.volumes: tmp is there twice")]
    [InlineData(
        "workers.pod.volumeMounts=[{\"name\":\"tmp\",\"mountPath\":\"/tmp\"}]",
        "pools[0] (cpu): pod.volumeMounts: /tmp is there twice")]
    [InlineData(
        "test.pod.initContainers=[{\"name\":\"workers\",\"image\":\"b:1\",\"resources\":{\"requests\":{},\"limits\":{}}}]",
        "test: pod.containers: workers is there twice")]
    [InlineData("redis.pod.resources.limits.memory=null", "redis.pod.resources.limits.memory: is missing")]
    [InlineData("page.ingress.enabled=true", "page.ingress: is enabled, but page.hosts is empty")]
    [InlineData(
        "page={\"hosts\":[\"a.example\"],\"httpRoute\":{\"enabled\":true}}",
        "page.httpRoute: is enabled, but page.hosts or parentRefs is empty")]
    [InlineData(
        "pools=[{\"name\":\"a\",\"gpus\":1,\"gpuResource\":\"\"}]",
        "pools[0] (a): gpuResource is empty and pod.resourceClaims too")]
    [InlineData(
        "store={\"accountUrl\":\"https://a.blob.core.windows.net\",\"connectionStringSecret\":{\"name\":\"\"}}",
        "workloadIdentity.clientId: is empty")]
    [InlineData("control.kubernetesHosting=\"yes\"", "at '/control/kubernetesHosting': got string, want boolean")]
    [InlineData("control.kubernetesHosting=true,cluster.id=\"-x\"", "cluster.id: -x cannot be a label")]
    [InlineData("redis.bundled=false", "redis.external.connectionStringSecret.name: is empty although redis.bundled is false")]
    [InlineData("pools=[{\"name\":\"a\"},{\"name\":\"a\"}]", "pools[1] (a): the name is used twice")]
    [InlineData("pools=[{\"name\":\"a\",\"slotsPerGpu\":2}]", "pools[0] (a): slotsPerGpu without gpus")]
    [InlineData("pools=[{\"name\":\"a\",\"gpus\":1,\"slots\":2}]", "pools[0] (a): slots with gpus")]
    [InlineData(
        "pools=[{\"name\":\"a\",\"replicas\":1,\"autoscaling\":{\"maxReplicas\":2}}]",
        "pools[0] (a): replicas and autoscaling are both set")]
    [InlineData(
        "pools=[{\"name\":\"a\",\"autoscaling\":{\"minReplicas\":3,\"maxReplicas\":2}}]",
        "pools[0] (a): autoscaling.maxReplicas 2 is less than minReplicas 3")]
    [InlineData(
        "pools=[{\"name\":\"a\",\"autoscaling\":{\"maxReplicas\":2}}]",
        "pools[0] (a): autoscales, but autoscaling.prometheus.url is empty")]
    [InlineData(
        "submissions=[{\"name\":\"a\",\"grid\":\"paper\"}]",
        "submissions[0] (a): dataSet is missing; only the grid demo has one of its own")]
    [InlineData(
        "submissions=[{\"name\":\"a\",\"grid\":\"paper\",\"dataSet\":\"x\"}]",
        "submissions[0] (a): dataSet x is not one of dataSets: there are none")]
    public async Task Values_Wrong_AreRefusedWithTheirPlaceAndWhatIsRight(string change, string message)
    {
        var result = await Tool.Helm.RunAsync(["template", "r", .. new Rendering("", "minimal", change).Arguments()]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_SeveralWrong_AreAllReported()
    {
        var result = await Tool.Helm.RunAsync("template", "r", Repository.Chart);

        Assert.Contains("images.registry: is empty", result.Errors, StringComparison.Ordinal);
        Assert.Contains("store: none of", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_EveryObject_RefusesUnknownKeys()
    {
        var objects = Nodes(Schema()).OfType<JsonObject>().Where(node => node.ContainsKey("properties") && node.ContainsKey("type"));

        Assert.All(objects, node => Assert.False((bool)node["additionalProperties"]!, node.GetPath()));
    }

    [Fact]
    public void Schema_EveryKey_HasItsDefaultAmongTheValues()
    {
        // What is absent by default says so in its description, or is read by the silo.
        var keys = Leaves(Schema(), "").Where(
            key => !key.Path.Contains("[]", StringComparison.Ordinal)
                && !key.Path.StartsWith("orchestration.", StringComparison.Ordinal)
                && key.Path != "global");

        Assert.Equal(ValuePaths().Order(), keys.Select(key => key.Path).Order());
    }

    [Fact]
    public void Readme_EveryKey_IsDescribedAsInTheSchema()
    {
        var readme = Repository.Read("charts", "jsccgrid", "README.md");

        Assert.All(Leaves(Schema(), "").Where(key => key.Path != "global"), key =>
        {
            var row = Assert.Single(readme.Split('\n'), line => line.StartsWith($"| `{key.Path}` |", StringComparison.Ordinal));
            Assert.EndsWith($"| {key.Description} |", row, StringComparison.Ordinal);
        });
        Assert.All(Schema()["$defs"]!["pod"]!["properties"]!.AsObject(), key =>
            Assert.Single(readme.Split('\n'), line => line == $"| `{key.Key}` | {key.Value!["description"]} |"));
    }

    [Fact]
    public void Version_Chart_IsTheProducts()
    {
        var version = Repository.Read("Directory.Build.props").Split("<Version>")[1].Split('<')[0];

        Assert.Contains($"appVersion: \"{version}\"", Repository.Read("charts", "jsccgrid", "Chart.yaml"), StringComparison.Ordinal);
    }

    private static JsonObject Schema() => JsonNode.Parse(Repository.Read("charts", "jsccgrid", "values.schema.json"))!.AsObject();

    /// <summary>Every key that has a value of its own, with its description.</summary>
    private static IEnumerable<(string Path, string Description)> Leaves(JsonObject node, string path)
    {
        if (path.EndsWith(".resources", StringComparison.Ordinal) || node["properties"] is not JsonObject properties)
        {
            var description = node["description"]?.GetValue<string>() ?? throw new JsonException($"{path} has no description.");
            var items = node["items"] is JsonObject { } item && item.ContainsKey("properties") ? Leaves(item, $"{path}[]") : [];
            return items.Prepend((path, description));
        }
        return properties.SelectMany(
            property => Leaves(property.Value!.AsObject(), path.Length == 0 ? property.Key : $"{path}.{property.Key}"));
    }

    /// <summary>Keys of values.yaml as deep as the schema names them.</summary>
    private static IEnumerable<string> ValuePaths()
    {
        var values = new DeserializerBuilder().Build()
            .Deserialize<Dictionary<string, object>>(Repository.Read("charts", "jsccgrid", "values.yaml"));
        return values.Where(value => value.Key != "orchestration")
            .SelectMany(value => Paths(Schema()["properties"]![value.Key]?.AsObject(), value.Value, value.Key));
    }

    private static IEnumerable<string> Paths(JsonObject? schema, object? value, string path) =>
        schema?["properties"] is JsonObject properties && value is Dictionary<object, object> map
            ? map.SelectMany(entry => Paths(properties[(string)entry.Key]?.AsObject(), entry.Value, $"{path}.{entry.Key}"))
            : [path];

    private static IEnumerable<JsonNode> Nodes(JsonNode node) => (node switch
    {
        JsonObject map => map.Select(entry => entry.Value),
        JsonArray list => list,
        _ => [],
    }).OfType<JsonNode>().SelectMany(Nodes).Prepend(node);
}
