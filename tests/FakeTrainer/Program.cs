using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Serialization;
using JsccGrid.FakeTrainer;

using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
var commands = new BlockingCollection<TrainingCommand>();
new Thread(() =>
{
    while (Console.ReadLine() is { } line) commands.Add(JsonSerializer.Deserialize<TrainingCommand>(line, ExperimentJson.Compact)!);
    Environment.Exit(0);
}) { IsBackground = true }.Start();

Say(new TrainingEvent.Ready());
foreach (var command in commands.GetConsumingEnumerable())
{
    if (command is not TrainingCommand.Run run) continue;
    try
    {
        Say(Execute(run.Plan));
    }
    catch (IOException exception)
    {
        // A full disk, as the real program reports it.
        Say(new TrainingEvent.Failed(
            exception.Message,
            Retryable: true,
            exception.ToString(),
            FullDisk.IsCauseOf(exception) ? FailureCause.Disk : FailureCause.Program));
    }
    Say(new TrainingEvent.Ready());
}

TrainingEvent Execute(TrainingPlan plan)
{
    var ground = new FakeFolder(plan.DataFolder);
    var script = ground.Script;
    var label = plan.Work.Label;
    var (step, state) = Begin(plan);
    ground.AddRun(plan.Work.Id, step);
    var runs = ground.RunsOf(plan.Work.Id).Count;
    var rules = script.Rules.Where(rule => label.Contains(rule.Label, StringComparison.Ordinal) && runs <= rule.Times).ToList();
    if (plan.ResumeFrom is not null && rules.Any(rule => rule.Do == Misbehaviour.RefuseCheckpoint))
        return new TrainingEvent.Failed("the checkpoint makes no sense", Retryable: true, Cause: FailureCause.Checkpoint);
    for (; step < script.Steps; step++)
    {
        foreach (var rule in rules.Where(rule => rule.Step == step))
        {
            if (Misbehave(rule.Do, ground, plan, step, state, script.CheckpointBytes) is { } end) return end;
        }
        if (commands.TryTake(out _, script.StepMilliseconds))
        {
            Checkpoint(plan, step, state, script.CheckpointBytes);
            return new TrainingEvent.Preempted(step);
        }
        state = FakeTraining.Next(state, step);
        Say(new TrainingEvent.Progress("training", 1, 1, step + 1, script.Steps, 1.0 / (step + 1), 1000));
        if (script.CheckpointEvery > 0 && (step + 1) % script.CheckpointEvery == 0)
            Checkpoint(plan, step + 1, state, script.CheckpointBytes);
    }
    return Complete(plan, state, rules);
}

TrainingEvent? Misbehave(
    Misbehaviour misbehaviour, FakeFolder ground, TrainingPlan plan, int step, ulong state, int checkpointBytes)
{
    switch (misbehaviour)
    {
        case Misbehaviour.Crash:
            Console.Error.WriteLine("CUDA error: an illegal memory access was encountered");
            Console.Error.WriteLine("terminate called");
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
            return null;
        case Misbehaviour.Exit:
            Environment.Exit(7);
            return null;
        case Misbehaviour.Hang:
            ground.SayHangs(plan.Work.Id);
            Thread.Sleep(Timeout.Infinite);
            return null;
        case Misbehaviour.Garbage:
            Console.WriteLine("{\"event\":\"nonsense\"}");
            Console.WriteLine("{ not json");
            Console.WriteLine("[W1122] a warning of some library");
            return null;
        case Misbehaviour.LongLine:
            for (var part = 0; part < 1000; part++) Console.Write(new string('x', 100_000));
            Console.WriteLine();
            return null;
        case Misbehaviour.Fail:
            return new TrainingEvent.Failed("out of memory", Retryable: true, "first frame\nsecond frame", FailureCause.Memory);
        case Misbehaviour.FailForGood:
            return new TrainingEvent.Failed("an image does not decode", Retryable: false, Cause: FailureCause.Data);
        case Misbehaviour.Wait:
            ground.SayWaits(plan.Work.Id);
            while (!ground.MayGo)
            {
                if (commands.TryTake(out _, 10))
                {
                    Checkpoint(plan, step, state, checkpointBytes);
                    return new TrainingEvent.Preempted(step);
                }
            }
            return null;
        default:
            return null;
    }
}

TrainingEvent Complete(TrainingPlan plan, ulong state, List<Rule> rules)
{
    var folder = Directory.CreateDirectory(Path.Combine(plan.ScratchFolder, "output")).FullName;
    var (name, content) = plan.Work.Cell is { } cell
        ? (CellResult.FileName, JsonSerializer.SerializeToUtf8Bytes(FakeTraining.Result(cell, state), ExperimentJson.Indented))
        : (FakeTraining.StageFile, Encoding.UTF8.GetBytes(FakeTraining.StageOutput(plan.Work.Stage!, state)));
    if (rules.Any(rule => rule.Do == Misbehaviour.WrongResult)) content = "{}"u8.ToArray();
    var file = Write(folder, name, content);
    if (rules.Any(rule => rule.Do == Misbehaviour.WrongHash)) file = file with { Sha256 = new string('0', 64) };
    return new TrainingEvent.Completed(folder, [file]);
}

static (int Step, ulong State) Begin(TrainingPlan plan)
{
    if (plan.ResumeFrom is { } folder)
    {
        var parts = File.ReadAllText(Path.Combine(folder, "state.txt")).Split(' ');
        return (
            int.Parse(parts[0], null),
            FakeTraining.Resume(ulong.Parse(parts[1], null), File.ReadAllBytes(Path.Combine(folder, "weights.bin"))));
    }
    return (0, FakeTraining.Begin(plan.Work.Id, plan.Work.RequiredStages.Select(stage =>
        File.ReadAllText(Path.Combine(plan.StageFolders[stage.Key.Value], FakeTraining.StageFile)))));
}

void Checkpoint(TrainingPlan plan, int step, ulong state, int bytes)
{
    var folder = Directory.CreateDirectory(Path.Combine(plan.ScratchFolder, $"checkpoint-{step}")).FullName;
    var text = Encoding.UTF8.GetBytes($"{step} {state}");
    Say(new TrainingEvent.Checkpointed(
        folder, step, [Write(folder, "state.txt", text), Write(folder, "weights.bin", FakeTraining.Weights(state, bytes))]));
}

static OutputFile Write(string folder, string name, byte[] bytes)
{
    File.WriteAllBytes(Path.Combine(folder, name), bytes);
    return OutputFile.Of(name, bytes);
}

static void Say(TrainingEvent happened)
{
    var line = JsonSerializer.Serialize(happened with { At = TimeProvider.System.GetUtcNow() }, ExperimentJson.Compact);
    Console.Out.WriteLine(line);
    Console.Out.Flush();
}
