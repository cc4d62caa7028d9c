using System.Text.Json;
using JsccGrid.Client.Runs;
using JsccGrid.Client.Tests.Runs;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using Xunit;

namespace JsccGrid.Client.Tests.Clusters;

/// <summary>The verbs on a cluster of real processes.</summary>
public sealed class LocalClusterTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_WorkerAndSiloKilledOnTheWay_DrawsTheCurvesOfOneMachine()
    {
        using var submit = cluster.Start(
            "submit", cluster.Grid, "--data", cluster.Data, "--name", "killed", "--watch", "--json",
            "--out", cluster.Folder["killed-out"]);
        var lines = new List<JsonElement>();
        while (await submit.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            lines.AddRange(Verbs.JsonLines(line));
            if (Count(lines, "committed") == 1 && Count(lines, "killed") == 0)
            {
                var processes = await cluster.ProcessesAsync();
                ClusterFixture.Kill(processes["worker-1"]!.Value);
                ClusterFixture.Kill(processes["silo-1"]!.Value);
                lines.AddRange(Verbs.JsonLines("""{"event":"killed"}"""));
            }
        }
        await submit.WaitForExitAsync(Cancellation);

        Assert.True(submit.ExitCode == 0, await submit.StandardError.ReadToEndAsync(Cancellation) + string.Join('\n', lines));
        // Events told to nobody yet go with the silo that held them; the results do not.
        Assert.Equal(await OneMachineCurvesAsync(), await File.ReadAllTextAsync(cluster.Folder["killed-out/curves.csv"], Cancellation));

        var before = await cluster.ProcessesAsync();
        Assert.Equal(["silo-1", "worker-1"], before.Where(process => process.Value is null).Select(process => process.Key).Order());
        Assert.Equal(0, (await cluster.UpAsync()).ExitCode);
        var after = await cluster.ProcessesAsync();
        Assert.All(after.Values, process => Assert.NotNull(process));
        Assert.All(before.Where(process => process.Value is not null), process => Assert.Equal(process.Value, after[process.Key]));
        Assert.Equal("finished", Assert.Single(await cluster.JsonAsync("status", "killed")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task GridVerbs_OnAGridThatWaits_DoWhatTheySay()
    {
        var submit = await cluster.RunAsync(
            "submit", cluster.Grid, "--data", cluster.Data, "--name", "held",
            "--seeds", $"{ClusterFixture.HeldSeed}", "--priority", "3");
        Assert.True(submit.ExitCode == 0, submit.Error);
        Assert.Contains("jsccgrid watch held", submit.Output);
        await UntilTrainingAsync("worker-1", "worker-2");
        Assert.Equal(3, Assert.Single(await cluster.JsonAsync("grids"), line => Name(line) == "held").GetProperty("priority").GetInt32());
        Assert.NotEmpty(await cluster.JsonAsync("cells", "held", "--state", "training", "--scheme", "jscc-fc"));
        Assert.Contains("jscc-fc B=8 SNR=0 seed=1", (await cluster.RunAsync("why", "jscc-fc", "seed=1")).Output);
        Assert.Contains(
            "jscc-fc B=8 SNR=0 seed=1 is not quarantined but training",
            (await cluster.RunAsync("retry", "jscc-fc", "seed=1")).Error);

        await cluster.JsonAsync("pause", "held");
        await UntilTrainingAsync();
        Assert.Equal("paused", Assert.Single(await cluster.JsonAsync("status", "held")).GetProperty("status").GetString());

        var cordon = Assert.Single(await cluster.JsonAsync("cordon", "worker-2", "--reason", "for repair"));
        Assert.Equal("for repair", cordon.GetProperty("cordonReason").GetString());
        await cluster.JsonAsync("resume", "held");
        await UntilTrainingAsync("worker-1");
        await cluster.JsonAsync("uncordon", "worker-2");
        await UntilTrainingAsync("worker-1", "worker-2");

        Assert.Equal(-2, Assert.Single(await cluster.JsonAsync("priority", "held", "-2")).GetProperty("priority").GetInt32());
        Assert.Equal("cancelled", Assert.Single(await cluster.JsonAsync("cancel", "held", "--yes")).GetProperty("status").GetString());
        await UntilTrainingAsync();
        Assert.Equal(SmallGrid.Cells, (await cluster.JsonAsync("cells", "held", "--state", "cancelled")).Count);
    }

    [Fact]
    public async Task Submit_SchemeOfAProgramOfOnesOwn_IsTrainedByWorkersWithItsFilesFromTheStore()
    {
        Assert.SkipUnless(OutsideExample.HasPython, "There is no python3 on this machine.");
        var folder = Directory.CreateDirectory(cluster.Folder["outside"]).FullName;
        var grid = OutsideExample.Copy(folder, steps: 200);

        var submit = await cluster.RunAsync(
            "submit", grid, "--data", cluster.Data, "--name", "outside", "--watch", "--out", cluster.Folder["outside-out"]);

        Assert.True(submit.ExitCode == 0, submit.Error + submit.Output);
        Assert.Equal(2, (await cluster.JsonAsync("cells", "outside", "--state", "committed", "--scheme", "quantiser")).Count);
        Assert.Contains("quantiser,", await File.ReadAllTextAsync(cluster.Folder["outside-out/curves.csv"], Cancellation));
        Assert.True(File.Exists(cluster.Folder["outside-out/levels.png"]));
    }

    [Theory]
    [InlineData("There is no grid 'nothing' in the cluster", "pause", "nothing")]
    [InlineData("There is no grid 'nothing' in the cluster", "watch", "nothing")]
    [InlineData("There is no grid 'nothing' in the cluster", "cells", "nothing")]
    [InlineData("There is no grid 'nothing' in the cluster", "retry", "--quarantined", "nothing")]
    [InlineData("There is no worker 'worker-9'. Did you mean 'worker-", "cordon", "worker-9")]
    [InlineData("matches 'deadbeef'", "retry", "deadbeef")]
    public async Task Verb_OnWhatIsNotThere_SaysSo(string expected, params string[] arguments)
    {
        var outcome = await cluster.RunAsync(arguments);

        Assert.Contains(expected, outcome.Error);
        Assert.Equal(2, outcome.ExitCode);
    }

    private static int Count(List<JsonElement> lines, string kind) => lines.Count(line => Event(line) == kind);

    private static string Event(JsonElement line) => line.GetProperty("event").GetString()!;

    private static string Name(JsonElement line) => line.GetProperty("name").GetString()!;

    /// <summary>Waits until these workers have work, and no other.</summary>
    private Task<List<JsonElement>> UntilTrainingAsync(params string[] workers) => cluster.UntilAsync(
        lines => lines.Where(worker => worker.GetProperty("slots").EnumerateArray().Any(slot => slot.TryGetProperty("work", out _)))
            .Select(Name).Order().SequenceEqual(workers),
        "workers");

    /// <summary>The curves of the same grid in a process, on a store of this machine.</summary>
    private async Task<string> OneMachineCurvesAsync()
    {
        var source = new GridSource { Grid = cluster.Grid, DataFolder = cluster.Data, Name = "killed", CommandLine = "" };
        var intake = await GridIntake.OpenAsync(source, store: null, TimeProvider.System, TestContext.Current.CancellationToken);
        var store = cluster.Folder["one-machine"];
        await using (var machine = await OneMachineHost.StartAsync(
            new OneMachineOptions
            {
                StoreFolder = store,
                Worker = OneMachineOptions.DefaultWorker with
                {
                    Slots = 2,
                    Device = "cpu",
                    DataSets = new Dictionary<string, string> { [cluster.Fingerprint] = cluster.Data },
                    ScratchFolder = cluster.Folder["scratch"],
                    TrainerPath = FakeFolder.Trainer,
                },
            },
            Cancellation))
        {
            using var objects = new DirectoryObjectStore(store, TimeProvider.System);
            await new GridStore(objects).WriteSubmissionAsync(intake.Submission, Cancellation);
            var grid = machine.Grains.GetGrain<IGridGrain>("killed");
            await grid.SubmitAsync(intake.Grid.Cells, Cancellation);
            await foreach (var _ in grid.WatchAsync(0, TimeSpan.Zero, Cancellation)) ;
        }
        var curves = await Verbs.RunAsync("curves", "killed", "--store", store, "--out", cluster.Folder["one-machine-out"]);
        Assert.True(curves.ExitCode == 0, curves.Error);
        return await File.ReadAllTextAsync(cluster.Folder["one-machine-out/curves.csv"], Cancellation);
    }
}
