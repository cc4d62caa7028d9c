using JsccGrid.LocalCluster.Processes;
using Xunit;

namespace JsccGrid.Client.Tests.Clusters;

/// <summary><c>cluster up</c> and <c>cluster down</c>, in good order and not.</summary>
public sealed class UpAndDownTests : IDisposable
{
    private const int BadInput = 2;
    private const int BadEnvironment = 3;
    private readonly TemporaryFolder folder = new();

    private string Cluster => folder["cluster"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Down_OfARunningCluster_LeavesNoProcessAndKeepsTheData()
    {
        var up = await Verbs.RunAsync("cluster", "up", "--silos", "1", "--workers", "1", "--slots", "1", "--folder", Cluster, "--json");
        Assert.True(up.ExitCode == 0, up.Error);
        var processes = Verbs.JsonLines(up.Output).Select(line => line.GetProperty("pid").GetInt32()).ToList();
        Assert.Equal(["Redis", "Azurite", "silo-1", "worker-1"], Verbs.JsonLines(up.Output).Select(line => line.GetProperty("name").GetString()));
        Assert.All(Verbs.JsonLines(up.Output), line => Assert.Equal("ready", line.GetProperty("state").GetString()));

        var down = await Verbs.RunAsync("cluster", "down", "--folder", Cluster, "--json");

        Assert.True(down.ExitCode == 0, down.Error);
        Assert.Equal(4, Assert.Single(Verbs.JsonLines(down.Output)).GetProperty("stopped").GetInt32());
        Assert.All(processes, process => Assert.Null(ProcessIdentity.Of(process)));
        Assert.True(File.Exists(Path.Combine(Cluster, "cluster.json")));
        var again = await Verbs.RunAsync("cluster", "down", "--folder", Cluster, "--wipe", "--yes");
        Assert.Contains("Nothing was running.", again.Output);
        Assert.False(Directory.Exists(Cluster));
    }

    [Fact]
    public async Task Up_RedisNotInstalled_SaysHowToInstallItAndLeavesNothing()
    {
        var bin = Directory.CreateDirectory(folder["bin"]).FullName;
        var start = new Dictionary<string, string> { ["PATH"] = bin };

        var outcome = await Jsccgrid.RunAsync(folder.Path, start, ["cluster", "up", "--folder", Cluster]);

        Assert.Contains("redis-server is not installed. On Debian or Ubuntu: apt-get install redis-server", outcome.Error);
        Assert.Equal(BadEnvironment, outcome.ExitCode);
        Assert.False(Directory.Exists(Cluster));
    }

    [Theory]
    [InlineData("cluster", "status")]
    [InlineData("cluster", "down")]
    public async Task Verb_NoCluster_SaysHowToStartOne(params string[] verb)
    {
        var outcome = await Verbs.RunAsync([.. verb, "--folder", Cluster]);

        Assert.Contains("There is no cluster in", outcome.Error);
        Assert.Equal(BadInput, outcome.ExitCode);
    }
}
