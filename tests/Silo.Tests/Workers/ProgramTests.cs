using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Programs;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Silo.Hosting;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Storage.Inputs;
using JsccGrid.Storage.Objects;
using JsccGrid.Tests.Shared;
using Xunit;
using static JsccGrid.Silo.Tests.Support.ProgramSamples;

namespace JsccGrid.Silo.Tests.Workers;

/// <summary>Outside programs on a worker: shell scripts, each of a scheme of its own.</summary>
public sealed class ProgramTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Programs_OfEveryKind_EndAsTheProtocolSays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no /bin/sh.");
        using var ground = new FakeGround();
        Dictionary<string, string> scripts = new()
        {
            ["good"] = $"{Ready}; {Complete}",
            ["exits"] = $"{Ready}; echo 'no module named torch' >&2; exit 3",
            ["talks"] = $"{Ready}; echo 'epoch 1'; {Complete}",
            ["damages"] = Ready + """; mkdir "$scratch/c"; echo {} > "$scratch/c/s"; """
                + """echo '{"event":"checkpointed","folder":"c","step":1,"files":[{"name":"s","sha256":"00"}]}'; cat > /dev/null""",
            ["wanders"] = Ready
                + """; echo '{"event":"checkpointed","folder":"/","step":1,"files":[{"name":"s","sha256":"00"}]}'; cat > /dev/null""",
            ["forgets"] = Ready + """; echo '{"event":"completed","points":[]}'""",
            ["gives-up"] = Ready + """; echo '{"event":"failed","reason":"no such layer","cause":"data","retry":false}'""",
            ["stops"] = Ready + """; echo '{"event":"preempted"}'""",
            ["dies"] = $"{Ready}; kill -9 $$",
            ["reads-on"] = Ready + """; mkdir "$scratch/c"; printf x > c.txt; cp c.txt "$scratch/c/s"; """
                + """case "$run" in *resumeFrom*) """ + Complete
                + """;; *) echo '{"event":"checkpointed","folder":"c","step":1,"files":[{"name":"s","sha256":"HASH"}]}'; """
                + """echo '{"event":"failed","reason":"again"}';; esac""",
        };
        const string Checkpoint = """mkdir "$scratch/c"; printf x > "$scratch/c/s"; """
            + """echo '{"event":"checkpointed","folder":"c","step":1,"files":[{"name":"s","sha256":"HASH"}]}'; """;
        const string Again = """echo '{"event":"failed","reason":"again"}'""";
        scripts["refuses"] = Ready + """; case "$run" in *resumeFrom*) """
            + """echo '{"event":"failed","reason":"too old","cause":"checkpoint","retry":false}';; *) """ + Checkpoint + Again + ";; esac";
        scripts["confuses"] = $"{Ready}; {Checkpoint}" + """echo '{"event":"failed","reason":"its own","cause":"checkpoint"}'""";
        foreach (var (name, script) in scripts.ToList())
            scripts[name] = script.Replace("HASH", FileHash.Of("x"u8), StringComparison.Ordinal);
        var cells = scripts.ToDictionary(script => script.Key, script => CellOf(script.Key, ["/bin/sh", "run.sh"], script.Value));
        cells.Add("absent", CellOf("absent", ["no-program-is-called-so"], ""));
        await UploadAsync(ground, scripts.Values.Append(""));

        await using var machine = await OneMachineHost.StartAsync(ground.Options, Cancellation);
        var grid = machine.Grains.GetGrain<IGridGrain>("programs");
        await grid.SubmitAsync(cells.Values, Cancellation);
        await grid.UntilFinishedAsync();

        async Task<WorkSnapshot> EndOfAsync(string name) =>
            await machine.Grains.Work(WorkId.Of(cells[name].Id)).GetAsync();

        foreach (var name in new[] { "good", "reads-on" })
        {
            Assert.Equal(WorkStatus.Committed, (await EndOfAsync(name)).Status);
            var result = (await ground.OpenStore().ReadResultAsync(cells[name].Id, Cancellation))!;
            Assert.Equal((0.25, cells[name]), (result.Points.Single().Scores.Top1.Mean, result.Spec));
        }
        Assert.Equal((2, 1), ((await EndOfAsync("reads-on")).Attempt, (await EndOfAsync("reads-on")).Failures));
        await AssertFailedAsync("exits", "The program exited with code 3 before it said that it had completed, failed or been preempted.");
        Assert.Contains("no module named torch", (await EndOfAsync("exits")).LogTail);
        await AssertFailedAsync("talks",
            "The program wrote a line to its standard output that is not of the protocol (it is no JSON): epoch 1");
        await AssertFailedAsync("damages", $"'s' is not what the training program wrote: its hash is {FileHash.Of("{}\n"u8)}, not 00.");
        await AssertFailedAsync("wanders", "The program named the checkpoint folder '/', which is not within its scratch folder.");
        await AssertFailedAsync("forgets", "The program completed with a result that cannot be: there is no point at inf dB.");
        await AssertFailedAsync("gives-up", "no such layer", FailureCause.Data);
        await AssertFailedAsync("stops", "The program said that it had been preempted, which nobody had asked of it.");
        await AssertFailedAsync("absent", "The program 'no-program-is-called-so' cannot be started on worker");
        await AssertFailedAsync("refuses", "too old", FailureCause.Checkpoint, attempts: 2);
        await AssertFailedAsync("confuses", "its own", FailureCause.Checkpoint, attempts: 3);
        await AssertFailedAsync("dies", "The program was killed by signal 9", attempts: 3);

        async Task AssertFailedAsync(string name, string reason, FailureCause cause = FailureCause.Program, int attempts = 1)
        {
            var view = await EndOfAsync(name);
            Assert.StartsWith(reason, view.Reason, StringComparison.Ordinal);
            Assert.Equal((WorkStatus.Quarantined, cause, attempts), (view.Status, view.Cause, view.Attempt));
        }
    }

    [Fact]
    public async Task Program_WhoseFilesTheStoreLacks_IsSaidToBeMissing()
    {
        using var ground = new FakeGround();
        var cell = CellOf("lost", ["/bin/sh", "run.sh"], "exit 0");
        await using var machine = await OneMachineHost.StartAsync(ground.Options, Cancellation);
        var grid = machine.Grains.GetGrain<IGridGrain>("programs");
        await grid.SubmitAsync([cell], Cancellation);
        await grid.UntilFinishedAsync();

        var view = await machine.Grains.Work(WorkId.Of(cell.Id)).GetAsync();

        Assert.StartsWith("The file 'run.sh' of the program 'lost' is not on worker", view.Reason, StringComparison.Ordinal);
    }

    private static async Task UploadAsync(FakeGround ground, IEnumerable<string> scripts)
    {
        var folder = Directory.CreateDirectory(ground.Folder("program")).FullName;
        var archive = new ProgramArchive(new DirectoryObjectStore(ground.StoreFolder, TimeProvider.System));
        foreach (var script in scripts)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "run.sh"), script, Cancellation);
            await archive.UploadIfAbsentAsync(folder, CellOf("any", ["sh"], script).Scheme.Program!, Cancellation);
        }
    }
}
