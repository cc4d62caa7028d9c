using System.Collections.Concurrent;
using Xunit;
using YamlDotNet.Serialization;

namespace JsccGrid.Deployment.Tests.Support;

/// <summary>A set of values for the chart: a file of its folder <c>ci</c>, and what is changed.</summary>
/// <param name="Name">For people.</param>
/// <param name="File">Without <c>-values.yaml</c>.</param>
/// <param name="Changes"><c>key=json</c>.</param>
internal sealed record Rendering(string Name, string File, params string[] Changes)
{
    public const string Namespace = "grids";
    public const string Release = "r";

    private static readonly ConcurrentDictionary<string, Task<KubernetesObjects>> Rendered = new();

    private const string FileEnd = "-values.yaml";

    /// <summary>Sets of values as a whole, by name.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Chart, "ci")).Select(file => Path.GetFileName(file)!)
            .Select(file => file[..^FileEnd.Length]).Order(StringComparer.Ordinal)
    ];

    /// <summary>Every option at least once on, once off.</summary>
    public static IReadOnlyList<Rendering> Matrix { get; } =
    [
        .. Files.Select(file => new Rendering(file, file)),
        new("one silo, no pools", "minimal", "control.replicas=1", "pools=[]"),
        new("no network policy", "minimal", "networkPolicy.enabled=false"),
        new("http for nobody", "minimal", "networkPolicy.httpFrom=[]"),
        new(
            "given Redis password",
            "minimal",
            """redis.auth={"existingSecret":"given","key":"secret"}""",
            """redis.persistence={"size":"1Gi","storageClass":"fast"}"""),
        new(
            "Redis on its own node",
            "minimal",
            """redis.pod.nodeSelector={"role":"redis"}""",
            """redis.pod.tolerations=[{"key":"role","operator":"Exists"}]"""),
        new("azure with its own Redis", "azure", "redis.bundled=false", """redis.external.connectionStringSecret.name="azure-redis" """),
        new("autoscaling without identity", "azure", "autoscaling.prometheus.azureIdentityClientId=\"\"", "workers.graceSeconds=600"),
        new("demo without a GPU", "azure", """pools=[{"name":"cpu","slots":2,"autoscaling":{"minReplicas":1,"maxReplicas":3}}]"""),
    ];

    public static TheoryData<string> FileNames => [.. Files];

    public static TheoryData<string> Names => [.. Matrix.Select(rendering => rendering.Name)];

    public static Task<KubernetesObjects> OfAsync(string name) =>
        Rendered.GetOrAdd(name, static name => Matrix.Single(rendering => rendering.Name == name).RenderAsync());

    /// <summary>The file of a rendering of the matrix, as it is written.</summary>
    public static Dictionary<object, object> ValuesOf(string name)
    {
        var file = Matrix.Single(rendering => rendering.Name == name).File;
        return new DeserializerBuilder().Build()
            .Deserialize<Dictionary<object, object>>(Repository.Read("charts", "jsccgrid", "ci", $"{file}{FileEnd}"));
    }

    public string[] Arguments() =>
    [
        Repository.Chart, "--values", Path.Combine(Repository.Chart, "ci", $"{File}{FileEnd}"),
        .. Changes.SelectMany(change => new[] { "--set-json", change }),
    ];

    public async Task<KubernetesObjects> RenderAsync()
    {
        var result = await Tool.Helm.RunAsync(["template", Release, .. Arguments(), "--namespace", Namespace]);
        return KubernetesObjects.Read(result.Succeeded());
    }
}
