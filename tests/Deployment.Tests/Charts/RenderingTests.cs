using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsccGrid.Deployment.Tests.Support;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Charts;

/// <summary>The chart as helm and the API server read it.</summary>
public sealed class RenderingTests
{
    public static TheoryData<string> Names => Rendering.Names;

    public static TheoryData<string> Files => Rendering.FileNames;

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Lint_Strict_FindsNothing(string values)
    {
        var result = await Tool.Helm.RunAsync(
            "lint", "--strict", Repository.Chart, "--values", Path.Combine(Repository.Chart, "ci", $"{values}-values.yaml"));

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("[WARNING]", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_DefaultValues_FindsNothing() =>
        Assert.Equal(0, (await Tool.Helm.RunAsync("lint", "--strict", Repository.Chart)).ExitCode);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Objects_EachOfTheMatrix_AreOfTheirTypesAndNamedOnce(string name)
    {
        var objects = await Rendering.OfAsync(name);

        Assert.NotEmpty(objects);
        Assert.Distinct(objects.Select(item => (item.Kind, item.Metadata.Name)));
        Assert.All(objects, item => Assert.Matches("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", item.Metadata.Name));
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {port: 1}", "port")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, env: [{name: A, value: 1}]}]}", "value")]
    [InlineData("apiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata: {name: a}\nspec: {podidentity: {}}", "podidentity")]
    [InlineData("apiVersion: apps/v2\nkind: Deployment\nmetadata: {name: a}", "apps/v2/Deployment")]
    public void Objects_WithAMistake_AreRefused(string yaml, string named)
    {
        var exception = Assert.Throws<JsonException>(() => KubernetesObjects.Read(yaml));

        Assert.Contains(named, exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Objects_OfTheMatrix_FitThePublishedSchemas()
    {
        var documents = new List<JsonObject>();
        foreach (var rendering in Rendering.Matrix) documents.AddRange((await Rendering.OfAsync(rendering.Name)).Documents);

        Assert.Equal("", await ValidateAsync(documents));
    }

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"image":"a"}]}}""", "required property name")]
    [InlineData("""{"apiVersion":"keda.sh/v1alpha1","kind":"ScaledObject","spec":{"triggers":[]}}""", "required property scaleTargetRef")]
    [InlineData(
        """{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a","resources":{"limits":{"cpu":"2x"}}}]}}""", "quantity")]
    public async Task Objects_ThatLackSomething_DoNotFitTheSchemas(string json, string message)
    {
        var document = JsonNode.Parse(json)!.AsObject();
        document["metadata"] = new JsonObject { ["name"] = "wrong" };

        Assert.Contains(message, await ValidateAsync([document]), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Workloads_EachOfTheMatrix_AreReadByKubectl(string name)
    {
        var rendering = Rendering.Matrix.Single(item => item.Name == name);
        var workloads = (await Tool.Helm.RunAsync(
            ["template", Rendering.Release, .. rendering.Arguments(), "--show-only", "templates/control/deployment.yaml"]))
            .Succeeded();

        var answer = await Tool.Kubectl.RunAsync(
            ["set", "image", "--local", "--filename", "-", "silo=other:1", "--output", "name"], workloads);

        Assert.StartsWith("deployment.apps/", answer.Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Selectors_EachWorkloadAndService_MatchTheirPods()
    {
        foreach (var rendering in Rendering.Matrix)
        {
            var objects = await Rendering.OfAsync(rendering.Name);
            var pods = objects.Pods.Select(pod => pod.Template.Metadata.Labels).ToList();
            Assert.All(
                objects.OfType<V1Deployment>(),
                item => Assert.Single(pods, labels => Matches(item.Spec.Selector.MatchLabels, labels)));
            Assert.All(
                objects.OfType<V1StatefulSet>(),
                item => Assert.Single(pods, labels => Matches(item.Spec.Selector.MatchLabels, labels)));
            Assert.All(objects.OfType<V1Service>(), item => Assert.Single(pods, labels => Matches(item.Spec.Selector, labels)));
            Assert.All(
                objects.OfType<V1PodDisruptionBudget>(),
                item => Assert.Single(pods, labels => Matches(item.Spec.Selector.MatchLabels, labels)));
        }
    }

    [Fact]
    public async Task Redis_PasswordNotGiven_IsOneSecretThatAllRead()
    {
        var objects = await Rendering.OfAsync("minimal");

        Assert.Equal(32, objects.Single<V1Secret>("r-jsccgrid-redis").Data["password"].Length);
        var readers = objects.Containers.Where(
            item => (item.Container.Env ?? [])
                .Any(variable => variable.ValueFrom?.SecretKeyRef is { Name: "r-jsccgrid-redis", Key: "password" }));
        Assert.Equal(
            ["r-jsccgrid-control", "r-jsccgrid-redis", "r-jsccgrid-test-workers", "r-jsccgrid-worker-cpu"],
            readers.Select(item => item.Pod).Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Redis_PasswordOfAnInstallation_IsKeptByAnUpgrade(bool installed)
    {
        const string Kept = "as it was";
        using var api = new FakeKubernetesApi();
        if (installed)
            api.AddSecret(
                Rendering.Namespace, Rendering.Release, "r-jsccgrid-redis", new() { ["password"] = Encoding.UTF8.GetBytes(Kept) });

        var answer = await Tool.Helm.RunAsync(
        [
            "template", Rendering.Release, .. new Rendering("", "minimal").Arguments(), "--namespace", Rendering.Namespace,
            "--show-only", "templates/redis/secret.yaml",
            "--dry-run=server", "--kube-apiserver", api.Address, "--disable-openapi-validation",
        ]);

        var password = KubernetesObjects.Read(answer.Succeeded()).Single<V1Secret>("r-jsccgrid-redis").Data["password"];
        Assert.Equal(installed, Encoding.UTF8.GetString(password) == Kept);
    }

    [Fact]
    public async Task Redis_External_LeavesNoneOfOurs()
    {
        var objects = await Rendering.OfAsync("azure with its own Redis");

        Assert.DoesNotContain(objects, item => item.Metadata.Name.EndsWith("-redis", StringComparison.Ordinal));
    }

    private static async Task<string> ValidateAsync(IReadOnlyList<JsonObject> documents) =>
        (await Tool.Node.RunAsync(
            [Repository.PathOf("tests", "tools", "validate-kubernetes.mjs")], JsonSerializer.Serialize(documents))).Succeeded();

    private static bool Matches(IDictionary<string, string> selector, IDictionary<string, string> labels) =>
        selector.All(wanted => labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value);
}
