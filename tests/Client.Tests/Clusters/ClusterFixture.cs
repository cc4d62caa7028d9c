using System.Diagnostics;
using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.FakeTrainer;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Client.Tests.Clusters;

/// <summary>
/// A cluster as <c>cluster up</c> starts it, with real Redis and Azurite; its workers train with the fake trainer. Cells and
/// stages whose seed is <see cref="HeldSeed"/> wait until they are asked to stop.
/// </summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    public const int HeldSeed = 1;
    private readonly TemporaryFolder folder = new();

    /// <summary>Where verbs are run.</summary>
    internal TemporaryFolder Folder => folder;

    public string Data => folder["data"];

    public string Grid => folder["small.yaml"];

    public string ClusterFolder => folder["cluster"];

    public string Fingerprint { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        SmallGrid.MakeData(Data);
        Fingerprint = DataSetFingerprint.Compute(Data);
        folder.Write("small.yaml", SmallGrid.Yaml);
        new FakeFolder(Data).Write(new Script
        {
            Steps = 20,
            StepMilliseconds = 50,
            Rules = [new Rule { Label = $"seed={HeldSeed}", Step = 7, Do = Misbehaviour.Wait }],
        });
        var up = await UpAsync("--workers", "2", "--silos", "2", "--slots", "1");
        Assert.True(up.ExitCode == 0, up.Error + up.Output);
    }

    public async ValueTask DisposeAsync()
    {
        await Verbs.RunAsync("cluster", "down", "--wipe", "--yes", "--folder", ClusterFolder);
        folder.Dispose();
    }

    /// <summary><c>cluster up</c>, in a process of its own: what it starts inherits its environment.</summary>
    internal Task<Jsccgrid.Outcome> UpAsync(params string[] options) =>
        Jsccgrid.RunAsync(folder.Path, Environment, ["cluster", "up", "--folder", ClusterFolder, .. options]);

    internal Process Start(params string[] arguments) => Jsccgrid.Start(folder.Path, [.. arguments, "--cluster", ClusterFolder]);

    internal Task<Jsccgrid.Outcome> RunAsync(params string[] arguments) => Verbs.RunAsync([.. arguments, "--cluster", ClusterFolder]);

    /// <summary>Runs a verb with <c>--json</c> that must succeed.</summary>
    internal async Task<List<JsonElement>> JsonAsync(params string[] arguments)
    {
        var outcome = await RunAsync([.. arguments, "--json"]);
        Assert.True(outcome.ExitCode == 0, outcome.Error + outcome.Output);
        return Verbs.JsonLines(outcome.Output);
    }

    /// <summary>Runs a verb with <c>--json</c> again and again until its answer satisfies.</summary>
    internal Task<List<JsonElement>> UntilAsync(Func<List<JsonElement>, bool> condition, params string[] arguments) =>
        Until.SeenAsync(
            () => JsonAsync(arguments),
            condition,
            $"'{string.Join(' ', arguments)}' to answer as expected",
            TimeSpan.FromMinutes(3));

    /// <summary>Process ids by name; null of those that are gone.</summary>
    internal async Task<Dictionary<string, int?>> ProcessesAsync()
    {
        var status = await Verbs.RunAsync("cluster", "status", "--json", "--folder", ClusterFolder);
        return Verbs.JsonLines(status.Output).ToDictionary(
            line => line.GetProperty("name").GetString()!, line => line.TryGetProperty("pid", out var pid) ? pid.GetInt32() : (int?)null);
    }

    /// <summary>kill -9.</summary>
    internal static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }

    private Dictionary<string, string> Environment => new()
    {
        ["JsccGrid__Worker__TrainerPath"] = FakeFolder.Trainer,
        [$"JsccGrid__Worker__DataSets__{Fingerprint}"] = Data,
    };
}
