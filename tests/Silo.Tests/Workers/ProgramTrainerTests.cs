using System.Diagnostics;
using System.Globalization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Worker;
using JsccGrid.Worker.Attempts;
using JsccGrid.Worker.Trainers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static JsccGrid.Silo.Tests.Support.ProgramSamples;

namespace JsccGrid.Silo.Tests.Workers;

/// <summary>An outside program's process, without a cluster around it.</summary>
public sealed class ProgramTrainerTests : IDisposable
{
    private readonly FakeGround ground = new();
    private readonly List<string> printed = [];

    public ProgramTrainerTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no /bin/sh.");

    public void Dispose() => ground.Dispose();

    [Fact]
    public async Task Program_ThatIsInterruptedFromTheKeyboard_GoesOn() =>
        Assert.IsType<TrainingEvent.Completed>(await RunAsync($"{Ready}; kill -INT $$; {Complete}"));

    [Fact]
    public async Task Program_OfAWorkerThatStopsAtOnce_IsPreempted() =>
        Assert.IsType<TrainingEvent.Preempted>(await RunAsync("cat > /dev/null", isUrgent: true));

    [Fact]
    public async Task Program_WhoseChildHoldsItsOutputOpen_HasEndedWithItsExitCode()
    {
        var last = await RunAsync("sleep 60 & echo $! >&2; exit 3", worker => worker with { SilenceSeconds = 20 });

        using var child = Process.GetProcessById(int.Parse(printed[0], CultureInfo.InvariantCulture));
        Assert.False(child.HasExited);
        child.Kill();
        Assert.Equal(
            "The program exited with code 3 before it said that it had completed, failed or been preempted.",
            Assert.IsType<TrainingEvent.Failed>(last).Reason);
    }

    [Theory]
    [InlineData("/bin/sh", true)]
    [InlineData("./run.sh", true)]
    [InlineData("./no-script.sh", false)]
    [InlineData("no-program-is-called-so", false)]
    public async Task Command_ThatIsNotThere_HasNotStarted(string command, bool isThere)
    {
        var trainer = TrainerOf(ground.Options.Worker, CellOf("any", [command, "run.sh"], $"#!/bin/sh\n{Ready}\n{Complete}\n"),
            $"#!/bin/sh\n{Ready}\n{Complete}\n");

        var last = await RunAsync(trainer, ground.Options.Worker);

        Assert.Equal((isThere, isThere), (trainer.HasStarted, last is TrainingEvent.Completed));
    }

    [Fact]
    public async Task Process_ThatDoesNotReadALongLine_IsSilentAndKilled()
    {
        var worker = ContextOf(ground.Options.Worker with { SilenceSeconds = 1 });
        using var process = TrainerProcess.Start(
            TrainingExecutable.StartInfo("/bin/sleep", "60"), 1, (line, missing) => new TrainerOutput(line, null, missing), 100);
        using var limits = new AttemptLimits(worker.Options, worker.Clock, default, default);

        var last = await new TrainerSession(process, "program", worker).RunAsync(
            new string('x', 1 << 20), "stop", _ => { }, limits, () => new TrainingEvent.Ready(), TestContext.Current.CancellationToken);

        Assert.Equal("The program reported nothing for 1 s and was killed.", Assert.IsType<TrainingEvent.Failed>(last).Reason);
    }

    private Task<TrainingEvent?> RunAsync(
        string script, Func<WorkerOptions, WorkerOptions>? change = null, bool isUrgent = false)
    {
        var options = (change ?? (worker => worker))(ground.Options.Worker);
        return RunAsync(TrainerOf(options, CellOf("any", ["/bin/sh", "run.sh"], script), script), options, isUrgent);
    }

    private async Task<TrainingEvent?> RunAsync(ProgramTrainer trainer, WorkerOptions options, bool isUrgent = false)
    {
        using var limits = new AttemptLimits(options, TimeProvider.System, default, new CancellationToken(isUrgent));
        var plan = new TrainingPlan
        {
            Format = TrainingPlan.CurrentFormat,
            Work = WorkSpec.Of(CellOf("any", ["sh"], "")),
            DataFolder = ground.DataFolder,
            ScratchFolder = Path.Combine(ground.ScratchFolder, "attempt", "work"),
            StageFolders = [],
            Device = "cpu",
            Threads = 1,
            CheckpointSeconds = 0,
        };
        return await trainer.RunAsync(plan, OnOutput, limits, TestContext.Current.CancellationToken);

        void OnOutput(TrainerOutput output)
        {
            if (output.Event is null) printed.Add(output.Line);
        }
    }

    private ProgramTrainer TrainerOf(WorkerOptions options, CellSpec cell, string script)
    {
        var files = Directory.CreateDirectory(ground.Folder("program")).FullName;
        File.WriteAllText(Path.Combine(files, "run.sh"), script);
        return new ProgramTrainer(ContextOf(options), cell, files);
    }

    /// <summary>Without a cluster and a store, of which a trainer asks nothing.</summary>
    private WorkerContext ContextOf(WorkerOptions options) => new(
        options, null!, null!, null!, new WorkerFitness(TimeProvider.System), null!, TimeProvider.System, ground.ScratchFolder,
        NullLogger.Instance, default);
}
