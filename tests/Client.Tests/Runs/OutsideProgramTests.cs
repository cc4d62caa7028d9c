using System.Diagnostics;
using System.Text.Json;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Client.Tests.Runs;

/// <summary>The example of an outside program on a real machine: killed half-way, it ends with the same curves.</summary>
public sealed class OutsideProgramTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Example_WhoseProgramsAndWorkerAreKilled_EndsWithTheSameCurves()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The processes to kill are found in /proc, which only Linux has.");
        Assert.SkipUnless(HasPython(), "There is no python3 on this machine.");
        SmallGrid.MakeData(folder["data"]);
        Directory.CreateDirectory(folder["scratch"]);
        var example = Repository.PathOf("examples", "quantiser");
        // Longer, so that there is time to kill it, and of fewer cells.
        folder.Write("train.py",
            File.ReadAllText(Path.Combine(example, "train.py")).Replace("BATCH = 200,", "BATCH = 600,", StringComparison.Ordinal));
        var grid = folder.Write("grid.yaml", File.ReadAllText(Path.Combine(example, "grid.yaml"))
            .Replace("levels: [2, 4, 16], trainSnrDb: [-10, 0, 10, inf]", "levels: [2, 16], trainSnrDb: 10", StringComparison.Ordinal));

        var whole = await RunAsync("whole");
        Assert.True(whole.ExitCode == 0, whole.Error + whole.Output);
        Assert.All(Results("whole"), result => Assert.Equal(0, Resumes(result)));

        using (var worker = Jsccgrid.StartBy(["env", $"TMPDIR={folder["scratch"]}"], folder.Path, Arguments("killed")))
        {
            _ = worker.StandardOutput.ReadToEndAsync(Cancellation);
            await UntilCheckpointedAsync("killed", 50);
            foreach (var program in Programs()) program.Kill();
            await UntilCheckpointedAsync("killed", 200);
            worker.Kill(entireProcessTree: true);
            await worker.WaitForExitAsync(Cancellation);
        }
        var resumed = await RunAsync("killed");

        Assert.True(resumed.ExitCode == 0, resumed.Error + resumed.Output);
        Assert.Equal(File.ReadAllBytes(folder["whole-out/curves.csv"]), File.ReadAllBytes(folder["killed-out/curves.csv"]));
        Assert.Contains(Results("killed"), result => Resumes(result) > 0);

        string[] Arguments(string name) =>
            ["run", grid, "--data", folder["data"], "--name", "outside", "--store", folder[name], "--out", folder[$"{name}-out"],
            "--device", "cpu", "--slots", "2", "--json"];

        Task<Jsccgrid.Outcome> RunAsync(string name) =>
            Jsccgrid.RunAsync(folder.Path, new Dictionary<string, string> { ["TMPDIR"] = folder["scratch"] }, Arguments(name));
    }

    [Fact]
    public async Task Plan_OfTheExample_SaysThatNobodyKnowsWhatItTakes()
    {
        var example = Repository.PathOf("examples", "quantiser", "grid.yaml");

        var plan = await Jsccgrid.RunAsync(folder.Path, "plan", example);
        var json = await Jsccgrid.RunAsync(folder.Path, "plan", example, "--json");

        Assert.True(plan.ExitCode == 0, plan.Error + plan.Output);
        Assert.Contains("arithmetic: unknown of 12 quantiser cells;", plan.Output, StringComparison.Ordinal);
        Assert.Contains("estimated time: unknown", plan.Output, StringComparison.Ordinal);
        var said = JsonDocument.Parse(json.Output).RootElement;
        Assert.False(said.TryGetProperty("flops", out var flops) && flops.ValueKind == JsonValueKind.Number);
        Assert.Equal(12, said.GetProperty("cellsOfUnknownFlops").GetInt32());
    }

    /// <summary>Those of this test: they work in its scratch folder.</summary>
    private List<Process> Programs() =>
    [
        .. Process.GetProcessesByName("python3").Concat(Process.GetProcessesByName("python"))
            .Where(process => new FileInfo($"/proc/{process.Id}/cwd").LinkTarget?.StartsWith(folder["scratch"],
                StringComparison.Ordinal) == true),
    ];

    private Task UntilCheckpointedAsync(string store, long step) => Until.TrueAsync(
        () => Directory.Exists(folder[$"{store}/cells"])
            && Directory.EnumerateFiles(folder[$"{store}/cells"], "checkpoint.json", SearchOption.AllDirectories)
            .Any(file => StepOf(file) >= step),
        $"a checkpoint of step {step}");

    /// <summary>The step of a manifest's checkpoint; 0 where there is none, or the file is just being replaced.</summary>
    private static long StepOf(string manifest)
    {
        try
        {
            var root = JsonDocument.Parse(File.ReadAllText(manifest)).RootElement;
            return root.TryGetProperty("checkpoint", out var checkpoint) ? checkpoint.GetProperty("step").GetInt64() : 0;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return 0;
        }
    }

    private List<JsonElement> Results(string store) =>
        [.. Directory.EnumerateFiles(folder[$"{store}/cells"], "result.json", SearchOption.AllDirectories)
        .Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)];

    private static int Resumes(JsonElement result) => result.GetProperty("training").GetProperty("resumes").GetInt32();

    private static bool HasPython() => LocalCluster.Processes.Programs.OnPath("python3") is not null;
}
