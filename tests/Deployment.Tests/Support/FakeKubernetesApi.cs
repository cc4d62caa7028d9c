using System.Net;
using System.Text.Json;
using JsccGrid.LocalCluster.Servers;

namespace JsccGrid.Deployment.Tests.Support;

/// <summary>As much of an API server as helm asks when a template looks something up.</summary>
internal sealed class FakeKubernetesApi : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Dictionary<string, object> answers = new()
    {
        ["/version"] = new { major = "1", minor = "34", gitVersion = "v1.34.0" },
        ["/api"] = new { kind = "APIVersions", versions = new[] { "v1" } },
        ["/api/v1"] = Resources("v1", "Secret", "ConfigMap", "Service", "ServiceAccount", "Pod"),
        ["/apis"] = new
        {
            kind = "APIGroupList",
            apiVersion = "v1",
            groups = new[] { Group("apps"), Group("networking.k8s.io"), Group("policy"), Group("keda.sh", "v1alpha1") }
        },
        ["/apis/apps/v1"] = Resources("apps/v1", "Deployment", "StatefulSet"),
        ["/apis/networking.k8s.io/v1"] = Resources("networking.k8s.io/v1", "NetworkPolicy"),
        ["/apis/keda.sh/v1alpha1"] = Resources("keda.sh/v1alpha1", "ScaledObject"),
        ["/apis/policy/v1"] = Resources("policy/v1", "PodDisruptionBudget"),
    };

    public FakeKubernetesApi()
    {
        Address = $"http://127.0.0.1:{FreePorts.Take(1)[0]}";
        listener.Prefixes.Add($"{Address}/");
        listener.Start();
        _ = AnswerAsync();
    }

    public string Address { get; }

    /// <summary>A Secret that a release has installed.</summary>
    public void AddSecret(string @namespace, string release, string name, Dictionary<string, byte[]> data) =>
        answers[$"/api/v1/namespaces/{@namespace}/secrets/{name}"] = new
        {
            kind = "Secret",
            apiVersion = "v1",
            metadata = Metadata(@namespace, release, name),
            data,
        };

    /// <summary>A Deployment of a release that runs so many pods.</summary>
    public void AddDeployment(string @namespace, string release, string name, int replicas) =>
        answers[$"/apis/apps/v1/namespaces/{@namespace}/deployments/{name}"] = new
        {
            kind = "Deployment",
            apiVersion = "apps/v1",
            metadata = Metadata(@namespace, release, name),
            spec = new { replicas },
        };

    public void Dispose() => listener.Close();

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                var known = answers.GetValueOrDefault(context.Request.Url!.AbsolutePath);
                context.Response.StatusCode = known is null ? 404 : 200;
                context.Response.ContentType = "application/json";
                await JsonSerializer.SerializeAsync(
                    context.Response.OutputStream,
                    known ?? new { kind = "Status", apiVersion = "v1", status = "Failure", reason = "NotFound", code = 404 });
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed: the test is over.
        }
    }

    private static object Metadata(string @namespace, string release, string name) => new
    {
        name,
        @namespace,
        labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "Helm" },
        annotations = new Dictionary<string, string>
        {
            ["meta.helm.sh/release-name"] = release,
            ["meta.helm.sh/release-namespace"] = @namespace
        },
    };

    private static object Group(string name, string version = "v1") => new
    {
        name,
        versions = new[] { new { groupVersion = $"{name}/{version}", version } },
        preferredVersion = new { groupVersion = $"{name}/{version}", version },
    };

    private static object Resources(string groupVersion, params string[] kinds) => new
    {
        kind = "APIResourceList",
        groupVersion,
        resources = kinds.Select(kind => new
        {
            name = kind.EndsWith('y') ? $"{kind.ToLowerInvariant()[..^1]}ies" : $"{kind.ToLowerInvariant()}s",
            singularName = kind.ToLowerInvariant(),
            namespaced = true,
            kind,
            verbs = new[] { "get", "list" },
        }),
    };
}
