using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using JsccGrid.LocalCluster.Processes;
using StackExchange.Redis;
using Xunit;

namespace JsccGrid.Client.Tests.Clusters;

/// <summary><c>cluster up</c> and <c>cluster down</c>, in good order and not.</summary>
[UnsupportedOSPlatform("windows")]
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
        Assert.Equal(
            ["Redis", "Azurite", "silo-1", "worker-1"],
            Verbs.JsonLines(up.Output).Select(line => line.GetProperty("name").GetString()));
        Assert.All(Verbs.JsonLines(up.Output), line => Assert.Equal("ready", line.GetProperty("state").GetString()));
        await AssertOnlyItsOwnerIsLetInAsync();

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

    [Fact]
    public async Task Up_AzuriteTooOld_SaysWhichWasFoundAndWhichIsWanted()
    {
        var start = PathWith("azurite-blob", """
            #!/usr/bin/env node
            const arg = name => process.argv[process.argv.indexOf(name) + 1];
            require('http').createServer((_, answer) => {
              answer.writeHead(400, { Server: 'Azurite-Blob/3.35.0' });
              answer.end('<Code>InvalidHeaderValue</Code>The API version 2026-06-06 is not supported by Azurite.');
            }).listen(arg('--blobPort'), arg('--blobHost'));
            """);

        var outcome = await Jsccgrid.RunAsync(folder.Path, start, ["cluster", "up", "--folder", Cluster]);

        Assert.Contains(
            "Azurite is too old: found Azurite-Blob/3.35.0, wanted 3.37.0 or later. npm install -g azurite@3.37.0", outcome.Error);
        Assert.Equal(BadEnvironment, outcome.ExitCode);
        Assert.Equal(["gone", "gone"], await StatesAsync("Redis", "Azurite"));
    }

    [Fact]
    public async Task Up_RedisEndsAtOnce_ShowsTheEndOfItsLog()
    {
        var start = PathWith("redis-server", "#!/bin/sh\necho 'Fatal: the moon is in the way' >&2\nexit 7\n");

        var outcome = await Jsccgrid.RunAsync(folder.Path, start, ["cluster", "up", "--folder", Cluster]);

        Assert.Contains("Redis ended at once", outcome.Error);
        Assert.Contains("Fatal: the moon is in the way", outcome.Error);
        Assert.Equal(BadEnvironment, outcome.ExitCode);
    }

    [Fact]
    public async Task Up_OfAClusterFromBeforeThereWereSecrets_ComesUpAndGetsThem()
    {
        await UpAsync();
        await Verbs.RunAsync("cluster", "down", "--folder", Cluster);
        var file = Path.Combine(Cluster, "processes.json");
        var state = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!.AsObject();
        state.Remove("secrets");
        await File.WriteAllTextAsync(file, state.ToJsonString(), TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(Cluster, "redis", "redis.conf"));

        await UpAsync();

        await AssertOnlyItsOwnerIsLetInAsync();
        await Verbs.RunAsync("cluster", "down", "--folder", Cluster, "--wipe", "--yes");
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

    private async Task UpAsync()
    {
        var up = await Verbs.RunAsync("cluster", "up", "--silos", "1", "--workers", "1", "--slots", "1", "--folder", Cluster, "--json");
        Assert.True(up.ExitCode == 0, up.Error);
    }

    private async Task<IEnumerable<string?>> StatesAsync(params string[] names)
    {
        var status = await Verbs.RunAsync("cluster", "status", "--json", "--folder", Cluster);
        return Verbs.JsonLines(status.Output).Where(line => names.Contains(line.GetProperty("name").GetString()))
            .Select(line => line.GetProperty("state").GetString());
    }

    /// <summary>An environment in which a script stands before the program of its name.</summary>
    private Dictionary<string, string> PathWith(string program, string script)
    {
        var bin = Directory.CreateDirectory(folder["bin"]).FullName;
        var path = Path.Combine(bin, program);
        File.WriteAllText(path, script);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new Dictionary<string, string> { ["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}" };
    }

    /// <summary>Its folder and secrets are its owner's alone, and without the password Redis does nothing.</summary>
    private async Task AssertOnlyItsOwnerIsLetInAsync()
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Cluster));
        foreach (var file in new[] { "processes.json", "cluster.json", Path.Combine("redis", "redis.conf") })
            Assert.Equal(Owner, File.GetUnixFileMode(Path.Combine(Cluster, file)));
        var address = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(Cluster, "cluster.json"), TestContext.Current.CancellationToken))!;
        var redis = address["redis"]!.GetValue<string>();
        var refusal = await Assert.ThrowsAsync<RedisConnectionException>(
            () => ConnectionMultiplexer.ConnectAsync($"{redis.Split(',')[0]},connectRetry=0"));
        Assert.Contains("NOAUTH", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq",
            address["store"]!.ToJsonString(),
            StringComparison.Ordinal);
    }
}
