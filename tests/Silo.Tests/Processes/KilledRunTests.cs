using System.Globalization;
using JsccGrid.Experiments.Cells;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Processes;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Silo.Tests.Processes;

/// <summary>A run of tests that is killed leaves no process.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const string FolderVariable = "JSCCGRID_TEST_KILLED_RUN_FOLDER";
    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Run_KilledWhileItsTestsHaveProcesses_LeavesNone()
    {
        string[] arguments =
        [
            Path.ChangeExtension(typeof(KilledRunTests).Assembly.Location, ".dll"),
            "-method", $"*.{nameof(Victim_StartsProcesses_AndGoesOn)}", "-explicit", "only"
        ];
        using var run = TestProcess.Start("dotnet", arguments, [new(FolderVariable, folder)]);
        var list = Path.Combine(folder, "processes");
        var processes = new List<ProcessIdentity>();
        try
        {
            await Until.TrueAsync(
                () => File.Exists(list) || run.HasExited, "the run to have started its processes", TimeSpan.FromSeconds(120));
            Assert.False(
                run.HasExited,
                run.HasExited ? await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) : null);
            processes.AddRange((await File.ReadAllLinesAsync(list, TestContext.Current.CancellationToken))
                .Select(line => ProcessIdentity.Of(int.Parse(line, CultureInfo.InvariantCulture))!));
            Assert.DoesNotContain(null, processes);
        }
        finally
        {
            run.Kill();
        }

        await Until.SeenAsync(
            () => processes.Where(process => process.IsAlive).ToList(), alive => alive.Count == 0, "the run's processes to end");
    }

    /// <summary>Runs in the run that is killed: servers of all kinds, a detached one, and those that hide one half of their mark.</summary>
    [Fact(Explicit = true)]
    public async Task Victim_StartsProcesses_AndGoesOn()
    {
        var place = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(place is null, "It is the victim of the test beside it.");
        using var ground = new FakeGround(new Script { Rules = [new Rule { Label = "B=1 ", Step = 7, Do = Misbehaviour.Hang }] });
        await using var cluster = await MemberCluster.StartAsync(ground, silos: 1, workers: 1);
        var cell = Samples.Cells(1)[0];
        await cluster.Grains.GetGrain<IGridGrain>("fake").SubmitAsync([cell], TestContext.Current.CancellationToken);
        var work = WorkId.Of(cell.Id);
        await ground.UntilHangsAsync(work);
        using var detached = new ServerProcess(
            new ServerCommand("detached", "sleep", ["1000000"], Path.Combine(place, "detached.log")) { IsDetached = true });
        detached.Start();
        using var withoutEnvironment = TestProcess.Start("env", ["-i", "sleep", "1000000"]);
        using var withoutFiles = TestProcess.Start(
            "bash", ["-c", "for fd in /proc/$$/fd/*; do eval \"exec ${fd##*/}>&-\"; done; exec sleep 1000000"]);
        await ground.UntilRunsAsync(work, 1);

        int[] processes =
        [
            cluster.Redis.Process.Id, .. cluster.Members.Select(member => member.Process.Id), ground.ProcessOf(work), detached.Id,
            withoutEnvironment.Id, withoutFiles.Id,
        ];
        await File.WriteAllLinesAsync(
            Path.Combine(place, "unfinished"),
            processes.Select(id => id.ToString(CultureInfo.InvariantCulture)),
            TestContext.Current.CancellationToken);
        File.Move(Path.Combine(place, "unfinished"), Path.Combine(place, "processes"));
        await Until.EndsAsync(new TaskCompletionSource().Task, "the end of this run", TimeSpan.FromMinutes(5));
    }
}
