using System.Text.Json;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Client.Tests.Runs;

/// <summary>The whole program on real training: killed half-way it goes on, and ends with the same bytes.</summary>
public sealed class KilledRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_KilledHalfWayAndRunAgain_EndsWithTheBytesOfAnUninterruptedRun()
    {
        SmallGrid.MakeData(folder["data"]);
        var grid = folder.Write("small.yaml", SmallGrid.Yaml);
        string[] Arguments(string name) => ["run", grid, "--data", folder["data"], "--name", "small",
            "--store", folder[name], "--out", folder[$"{name}-out"],
            "--device", "cpu", "--slots", "2", "--checkpoint-seconds", "0.2", "--json"];

        var whole = await Jsccgrid.RunAsync(folder.Path, [.. Arguments("whole"), "--no-page"]);
        Assert.True(whole.ExitCode == 0, whole.Error + whole.Output);

        await KillAfterCommitsAsync(2, Arguments("killed"));
        var resumed = await Jsccgrid.RunAsync(folder.Path, Arguments("killed"));

        Assert.True(resumed.ExitCode == 0, resumed.Error + resumed.Output);
        Assert.Equal(await ReadAsync("whole-out/curves.csv"), await ReadAsync("killed-out/curves.csv"));
        AssertVerdictsOfOneSeed(Events(whole.Output, "report").Single());
        Assert.Equal(HitsOfCells("whole"), HitsOfCells("killed"));
        var before = Events(whole.Output, "committed");
        var after = Events(resumed.Output, "committed");
        Assert.Equal(SmallGrid.Cells + 2, before.Count);
        Assert.True(
            after.Count <= before.Count - 2,
            $"{after.Count} of {before.Count} cells and stages were committed again after two had been.");

        var third = await Jsccgrid.RunAsync(folder.Path, Arguments("killed"));
        Assert.Equal(0, third.ExitCode);
        Assert.Empty(Events(third.Output, "started"));

        await AssertStoreSpeaksForItselfAsync();
        Assert.Empty(Events(whole.Output, "page"));
    }

    private async Task AssertStoreSpeaksForItselfAsync()
    {
        var curves = await Jsccgrid.RunAsync(folder.Path, "curves", "small", "--store", folder["killed"], "--out", folder["again"]);
        var status = await Jsccgrid.RunAsync(folder.Path, "status", "small", "--store", folder["killed"]);
        var why = await Jsccgrid.RunAsync(folder.Path, "why", "jscc-fc", "B=8", "--store", folder["killed"]);
        var logs = await Jsccgrid.RunAsync(folder.Path, "logs", "jscc-fc", "B=8", "--store", folder["killed"]);

        Assert.Equal((0, 0, 0, 0), (curves.ExitCode, status.ExitCode, why.ExitCode, logs.ExitCode));
        Assert.Equal(await ReadAsync("whole-out/curves.csv"), await ReadAsync("again/curves.csv"));
        Assert.Contains($"{SmallGrid.Cells} of {SmallGrid.Cells} cells done", status.Output);
        Assert.EndsWith("jscc-fc B=8 SNR=0 seed=0: committed", why.Output.TrimEnd());
        Assert.NotEmpty(Events(logs.Output, "progress"));
    }

    private static void AssertVerdictsOfOneSeed(JsonElement report) => Assert.All(report.GetProperty("claims").EnumerateArray(), claim =>
    {
        Assert.DoesNotContain(claim.GetProperty("verdict").GetString(), new[] { "supported", "not supported" });
        Assert.True(claim.GetProperty("queries").GetInt32() > 0);
        Assert.Equal(6, claim.GetProperty("identities").GetInt32());
    });

    /// <summary>For every cell whom its queries show, and its hits at each test SNR.</summary>
    private List<string> HitsOfCells(string store) => [.. Directory
        .EnumerateFiles(folder[$"{store}/cells"], "result.json", SearchOption.AllDirectories)
        .Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)
        .Select(result => $"{result.GetProperty("cell")} {result.GetProperty("queryIdentities")} "
            + string.Join(' ', result.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("hits").GetString())))
        .Order(StringComparer.Ordinal)];

    private async Task KillAfterCommitsAsync(int commits, string[] arguments)
    {
        using var process = Jsccgrid.Start(folder.Path, arguments);
        var first = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        await AssertPageShowsTheGridAsync(Events(first!, "page").Single().GetProperty("address").GetString()!);
        var seen = 0;
        while (seen < commits && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            seen += Events(line, "committed").Count;
        Assert.Equal(commits, seen);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task AssertPageShowsTheGridAsync(string address)
    {
        using var browser = new HttpClient { BaseAddress = new Uri(address) };
        Assert.True(browser.BaseAddress.IsLoopback, address);
        Assert.Contains("<title>", await browser.GetStringAsync("", TestContext.Current.CancellationToken));
        Assert.Contains("jsccgrid_", await browser.GetStringAsync("metrics", TestContext.Current.CancellationToken));
        await Until.SeenAsync(
            () => browser.GetStringAsync("api/grids", TestContext.Current.CancellationToken),
            grids => grids.Contains("\"name\":\"small\"", StringComparison.Ordinal),
            "the page to show the grid");
    }

    private static List<JsonElement> Events(string output, string kind) => [.. output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Where(line => line.GetProperty("event").GetString() == kind)];

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(folder[name], TestContext.Current.CancellationToken);
}
