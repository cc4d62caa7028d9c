using System.Text.RegularExpressions;
using JsccGrid.Deployment.Tests.Support;
using Xunit;

namespace JsccGrid.Deployment.Tests.Documentation;

/// <summary>Every command that an operator is told, read by the program that it is for.</summary>
public sealed partial class CommandTests
{
    /// <summary>Nothing listens there: a command that was understood fails at the connection.</summary>
    private const string Nowhere = "http://127.0.0.1:1";

    public static TheoryData<string> Pages => [.. PageTests.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Commands_OfKubectlAndHelm_AreUnderstood(string page)
    {
        using var commands = await PageCommands.RunAsync(page);
        foreach (var call in commands.Calls.Where(call => call[0] is "kubectl" or "helm").DistinctBy(call => string.Join(' ', call)))
        {
            var result = call[0] == "kubectl"
                ? await Tool.Kubectl.RunAsync(["--server", Nowhere, .. call.Skip(1)], commands.Applied)
                : await Tool.Helm.RunAsync(["--kube-apiserver", Nowhere, .. call.Skip(1)]);
            Assert.True(
                result.ExitCode == 0 || Understood().IsMatch(result.Errors),
                $"{page}: {string.Join(' ', call)}: {result.Errors}{result.Output}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Commands_KnownToFailOnARealCluster_SayWhatTheyNeed(string page)
    {
        using var commands = await PageCommands.RunAsync(page);
        foreach (var call in commands.Calls)
        {
            string[] needed = call switch
            {
                // Pods have emptyDirs, nodes have DaemonSets.
                ["kubectl", .. var rest] when rest.Contains("drain") => ["--ignore-daemonsets", "--delete-emptydir-data"],
                // It gives up after half a minute, which a volume or an image may take.
                ["kubectl", .. var rest] when rest.Contains("wait") => ["--timeout"],
                // ARM machines would build for themselves; libtorch is for x64.
                ["docker", "build", ..] => ["--platform"],
                // Its bounds are the autoscaler's.
                ["az", "aks", "nodepool", "update", .. var rest] when rest.Contains("--max-count") =>
                    ["--update-cluster-autoscaler", "--min-count", "--resource-group", "--cluster-name", "--name"],
                ["az", "aks", ..] => ["--resource-group"],
                // Left out, a chart's new keys would have no value.
                ["helm", "upgrade", ..] => ["-n", call.Any(word => word is "-f") ? "-f" : "--values"],
                _ => [],
            };
            Assert.All(needed, flag => Assert.Contains(call, word => word.Split('=')[0] == flag));
            Assert.DoesNotContain("--reuse-values", call);
        }
    }

    [Fact]
    public async Task Pools_OfADeploymentThatIsRepeated_AreGivenAsTheyAre()
    {
        using var commands = await PageCommands.RunAsync(Path.Combine("infra", "README.md"));

        var deployments = commands.Calls.Where(call => call is ["az", "deployment", "group", "create", ..]).ToList();
        Assert.Equal(2, deployments.Count);
        Assert.Contains("gpuPools=[]", deployments[1]);
        Assert.Contains(
            commands.Calls,
            call => call is ["az", "aks", "nodepool", "list", ..] && call[^1].EndsWith("nodes: count}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("infra/README.md", "paper.yaml")]
    [InlineData("docs/operations.md", "lab.yaml")]
    public async Task Values_OfAWalkthrough_AreTheCharts(string page, string file)
    {
        using var commands = await PageCommands.RunAsync(page);

        var result = await Tool.Helm.RunAsync("template", "jsccgrid", Repository.Chart, "--values", commands.PathOf(file));

        Assert.NotEmpty(KubernetesObjects.Read(result.Succeeded()));
        Assert.Contains(commands.Calls, call => call is ["helm", "install", ..] && call.Contains(file));
    }

    [Fact]
    public async Task Values_BetweenTheLines_AreTheCharts()
    {
        var blocks = Block().Matches(Repository.Read("docs", "operations.md")).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(2, blocks.Count);
        using var folder = new TemporaryCopy();
        foreach (var block in blocks)
        {
            await File.WriteAllTextAsync(folder.PathOf("values.yaml"), block, TestContext.Current.CancellationToken);
            var result = await Tool.Helm.RunAsync(
                ["template", "r", .. new Rendering("", "azure").Arguments(), "--values", folder.PathOf("values.yaml")]);
            Assert.NotEmpty(KubernetesObjects.Read(result.Succeeded()));
        }
    }

    [Fact]
    public async Task Objects_OfTheWalkthrough_AreOfTheirTypes()
    {
        using var commands = await PageCommands.RunAsync(Path.Combine("infra", "README.md"));

        Assert.Equal(["PersistentVolumeClaim", "Pod"], KubernetesObjects.Read(commands.Applied).Select(item => item.Kind));
    }

    /// <summary>No cluster, or none of the files that the page's reader has.</summary>
    [GeneratedRegex(@"connection refused|was refused|doesn't exist in local filesystem|open [a-z]+\.yaml: no such file")]
    private static partial Regex Understood();

    [GeneratedRegex("^```yaml\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
