using System.Text.Json;
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
        string[] Arguments(string name) => ["run", grid, "--data", folder["data"], "--name", "small", "--store", folder[name], "--out", folder[$"{name}-out"],
            "--device", "cpu", "--slots", "2", "--checkpoint-seconds", "0.2", "--json"];

        var whole = await Jsccgrid.RunAsync(folder.Path, Arguments("whole"));
        Assert.True(whole.ExitCode == 0, whole.Error + whole.Output);

        await KillAfterCommitsAsync(2, Arguments("killed"));
        var resumed = await Jsccgrid.RunAsync(folder.Path, Arguments("killed"));

        Assert.True(resumed.ExitCode == 0, resumed.Error + resumed.Output);
        Assert.Equal(await ReadAsync("whole-out/curves.csv"), await ReadAsync("killed-out/curves.csv"));
        var before = Events(whole.Output, "committed");
        var after = Events(resumed.Output, "committed");
        Assert.Equal(SmallGrid.Cells + 2, before.Count);
        Assert.True(after.Count <= before.Count - 2, $"{after.Count} of {before.Count} cells and stages were committed again after two had been.");

        var third = await Jsccgrid.RunAsync(folder.Path, Arguments("killed"));
        Assert.Equal(0, third.ExitCode);
        Assert.Empty(Events(third.Output, "started"));
    }

    private async Task KillAfterCommitsAsync(int commits, string[] arguments)
    {
        using var process = Jsccgrid.Start(folder.Path, arguments);
        var seen = 0;
        while (seen < commits && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            seen += Events(line, "committed").Count;
        Assert.Equal(commits, seen);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static List<JsonElement> Events(string output, string kind) => [.. output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Where(line => line.GetProperty("event").GetString() == kind)];

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(folder[name], TestContext.Current.CancellationToken);
}
