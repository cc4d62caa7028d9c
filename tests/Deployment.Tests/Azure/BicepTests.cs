using System.Text.Json.Nodes;
using JsccGrid.Deployment.Tests.Support;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Azure;

/// <summary>What is deployed on Azure, as bicep itself reads it.</summary>
public sealed class BicepTests
{
    private static readonly string Main = Repository.PathOf("infra", "bicep", "main.bicep");

    private static readonly Lazy<Task<JsonObject>> Template = new(BuildAsync);

    public static TheoryData<string> Files => [.. Directory.GetFiles(Repository.PathOf("infra", "bicep"), "*.bicep", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.PathOf("infra", "bicep"), file))];

    [Fact]
    public async Task Build_Everything_WarnsOfNothing()
    {
        var result = await Tool.Bicep.RunAsync("build", Main, "--stdout");

        Assert.Equal("", result.Errors);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Lint_EachFile_FindsNothing(string file)
    {
        var result = await Tool.Bicep.RunAsync("lint", Repository.PathOf("infra", "bicep", file));

        Assert.Equal("", result.Errors + result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Format_EachFile_ChangesNothing(string file) => Assert.Equal(
        Repository.Read("infra", "bicep", file), (await Tool.Bicep.RunAsync("format", Repository.PathOf("infra", "bicep", file), "--stdout")).Succeeded());

    [Fact]
    public async Task Parameters_All_SayWhatTheyAre() => Assert.All(
        (await Template.Value)["parameters"]!.AsObject(), parameter => Assert.NotEmpty(parameter.Value!["metadata"]!["description"]!.GetValue<string>()));

    [Fact]
    public async Task Alerts_OfTheChart_AreAllThere()
    {
        var chart = (await Rendering.OfAsync("full")).OfType<Support.CustomResources.PrometheusRule>().Single().Spec.Groups.SelectMany(group => group.Rules);

        var text = (await Template.Value).ToJsonString();
        Assert.All(chart, rule => Assert.Contains($"\"{rule.Alert}\"", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trust_InTheReleasesServiceAccount_IsTheOneTheChartMakes()
    {
        var rendered = KubernetesObjects.Read((await Tool.Helm.RunAsync(["template", "jsccgrid", .. new Rendering("", "azure").Arguments(), "--show-only", "templates/serviceaccount.yaml"])).Succeeded());

        var parameters = (await Template.Value)["parameters"]!;
        Assert.Equal(rendered.OfType<V1ServiceAccount>().Single().Metadata.Name, parameters["releaseServiceAccount"]!["defaultValue"]!.GetValue<string>());
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
        var plugin = KubernetesObjects.Read(Repository.Read("infra", "kubernetes", "nvidia-device-plugin.yaml")).OfType<V1DaemonSet>().Single().Spec.Template.Spec;

        var text = (await Template.Value).ToJsonString();
        Assert.Contains("nvidia.com/gpu=present:NoSchedule", text, StringComparison.Ordinal);
        Assert.Contains(plugin.Tolerations, toleration => toleration is { Key: "nvidia.com/gpu", OperatorProperty: "Exists" });
        var label = plugin.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms.Single().MatchExpressions.Single().Key;
        Assert.Contains($"\"{label}\"", text, StringComparison.Ordinal);
    }

    private static async Task<JsonObject> BuildAsync() => JsonNode.Parse((await Tool.Bicep.RunAsync("build", Main, "--stdout")).Succeeded())!.AsObject();
}
