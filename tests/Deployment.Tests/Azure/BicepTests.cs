using System.Text.Json.Nodes;
using JsccGrid.Deployment.Tests.Support;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Azure;

/// <summary>What is deployed on Azure, as bicep itself reads it.</summary>
public sealed class BicepTests
{
    private static readonly string Folder = Repository.PathOf("infra", "bicep");

    private static readonly Lazy<Task<JsonObject>> Template = new(BuildAsync);

    [Fact]
    public async Task Lint_EveryFile_FindsNothing()
    {
        var result = await Tool.Bicep.RunAsync("lint", "--pattern", Path.Combine(Folder, "**", "*.bicep"));

        Assert.Equal("", result.Errors + result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Lint_OfAMistake_FindsIt()
    {
        using var copy = Copy();
        File.AppendAllText(copy.PathOf("infra", "bicep", "modules", "redis.bicep"), "\nparam unused string\n");

        var result = await Tool.Bicep.RunAsync("lint", "--pattern", copy.PathOf("infra", "bicep", "**", "*.bicep"));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("no-unused-params", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Format_EveryFile_ChangesNothing()
    {
        using var copy = Copy();

        (await Tool.Bicep.RunAsync("format", "--pattern", copy.PathOf("infra", "bicep", "**", "*.bicep"))).Succeeded();

        Assert.All(Directory.GetFiles(Folder, "*.bicep", SearchOption.AllDirectories), file =>
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(copy.PathOf(Path.GetRelativePath(Repository.Root, file)))));
    }

    [Fact]
    public async Task Build_Everything_WarnsOfNothing() => Assert.NotEmpty(await Template.Value);

    [Fact]
    public async Task Parameters_All_SayWhatTheyAre() => Assert.All(
        (await Template.Value)["parameters"]!.AsObject(),
        parameter => Assert.NotEmpty(parameter.Value!["metadata"]!["description"]!.GetValue<string>()));

    [Fact]
    public async Task Alerts_OfTheChart_AreAllThere()
    {
        var chart = (await Rendering.OfAsync("full")).OfType<Support.CustomResources.PrometheusRule>().Single()
            .Spec.Groups.SelectMany(group => group.Rules);

        var text = (await Template.Value).ToJsonString();
        Assert.All(chart, rule => Assert.Contains($"\"{rule.Alert}\"", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pools_OfADeploymentThatIsRepeated_KeepTheNodesTheyAreSaidToHave()
    {
        var text = (await Template.Value).ToJsonString().Replace(@"\u0027", "'", StringComparison.Ordinal);

        Assert.Contains(
            "\"count\":\"[coalesce(tryGet(parameters('gpuPools')[copyIndex()], 'nodes'), 0)]\"", text, StringComparison.Ordinal);
        Assert.Contains("nodes: count}", Repository.Read("infra", "README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_InTheReleasesServiceAccount_IsTheOneTheChartMakes()
    {
        var rendered = KubernetesObjects.Read((await Tool.Helm.RunAsync(
        [
            "template", "jsccgrid", .. new Rendering("", "azure").Arguments(), "--show-only", "templates/serviceaccount.yaml"
        ])).Succeeded());

        var parameters = (await Template.Value)["parameters"]!;
        Assert.Equal(
            rendered.OfType<V1ServiceAccount>().Single().Metadata.Name,
            parameters["releaseServiceAccount"]!["defaultValue"]!.GetValue<string>());
    }

    [Fact]
    public async Task Outputs_All_AreUsedByTheWalkthrough()
    {
        var readme = Repository.Read("infra", "README.md");

        Assert.All((await Template.Value)["outputs"]!.AsObject(), output => Assert.Contains(output.Key, readme, StringComparison.Ordinal));
    }

    [Fact]
    public async Task GpuNodes_TheirTaintsAndLabels_AreThoseOfTheDevicePlugin()
    {
        var plugin = KubernetesObjects.Read(Repository.Read("infra", "kubernetes", "nvidia-device-plugin.yaml"))
            .OfType<V1DaemonSet>().Single().Spec.Template.Spec;

        var text = (await Template.Value).ToJsonString();
        Assert.Contains("nvidia.com/gpu=present:NoSchedule", text, StringComparison.Ordinal);
        Assert.Contains(plugin.Tolerations, toleration => toleration is { Key: "nvidia.com/gpu", OperatorProperty: "Exists" });
        var label = plugin.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms.Single()
            .MatchExpressions.Single().Key;
        Assert.Contains($"\"{label}\"", text, StringComparison.Ordinal);
    }

    private static TemporaryCopy Copy() => new(Path.Combine("infra", "bicep"), Path.Combine("charts", "jsccgrid", "alerts"));

    /// <summary>The built template; a warning fails as an error does.</summary>
    private static async Task<JsonObject> BuildAsync()
    {
        var result = await Tool.Bicep.RunAsync("build", Path.Combine(Folder, "main.bicep"), "--stdout");
        Assert.Equal("", result.Errors);
        return JsonNode.Parse(result.Succeeded())!.AsObject();
    }
}
