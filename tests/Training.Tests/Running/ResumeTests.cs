using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Training.Running;
using Xunit;

namespace JsccGrid.Training.Tests.Running;

/// <summary>An interrupted run ends with the same bytes as one that was left alone.</summary>
public sealed class ResumeTests
{
    public static TheoryData<string> Cells =>
    [
        "jscc-ae", "jscc-ae frozen", "jscc-ae bfloat16", "jscc-ae fading", "jscc-ae-adaptive",
        "jscc-fc", "jscc-fc from baseline", "jscc-ae frozen stages", "jscc-fc frozen stages, flips alone", "digital", "digital joint"
    ];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cell_InterruptedAfterEveryStep_EndsWithTheSameBytes(string name)
    {
        var work = WorkSpec.Of(CellNamed(name));
        using var folder = new TemporaryFolder();
        var whole = RecordedRun.Of(TinyExperiment.Plan(work, folder["whole"]), AtEvaluation);
        var wholeEnd = Resumed(TinyExperiment.Plan(work, folder["whole"]), whole);

        var stages = StagesOf(folder["whole"]);
        var steps = whole.Last<TrainingEvent.Preempted>().Step;
        Assert.True(steps >= 6);
        RecordedRun run = null!;
        for (var step = 1; step <= steps; step++)
        {
            var plan = TinyExperiment.Plan(work, folder[$"part-{step}"]) with
            {
                StageFolders = stages,
                ResumeFrom = run?.Last<TrainingEvent.Checkpointed>().Folder,
            };
            var stopAt = step;
            run = RecordedRun.Of(plan, e => e is TrainingEvent.Progress progress && progress.Step >= stopAt);
            Assert.Equal(step, run.Last<TrainingEvent.Preempted>().Step);
        }
        var end = RecordedRun.Of(TinyExperiment.Plan(work, folder["end"]) with
        {
            StageFolders = stages,
            ResumeFrom = run.Last<TrainingEvent.Checkpointed>().Folder,
        });

        Assert.Equal(Hash(whole, "model.safetensors"), Hash(run, "model.safetensors"));
        Assert.Equal(Hash(whole, "random.safetensors"), Hash(run, "random.safetensors"));
        var (expected, actual) = (Result(wholeEnd), Result(end));
        Assert.Equal(JsonSerializer.Serialize(expected.Points), JsonSerializer.Serialize(actual.Points));
        Assert.Equal(expected.Bits, actual.Bits);
        Assert.Equal(expected.Training.FinalLoss, actual.Training.FinalLoss);
        Assert.Equal(steps, actual.Training.Steps);
        Assert.Equal(steps, actual.Training.Resumes);
    }

    [Fact]
    public void Cell_InterruptedAndLeftAlone_HasTheSamePoints()
    {
        using var folder = new TemporaryFolder();
        var work = WorkSpec.Of(TinyExperiment.Cell(Scheme.JsccAe));
        var alone = RecordedRun.Of(TinyExperiment.Plan(work, folder["alone"]));
        RecordedRun.Of(TinyExperiment.Plan(work, folder["stopped"]), AtEvaluation);
        var resumed = RecordedRun.Of(TinyExperiment.Plan(work, folder["stopped"]));

        Assert.Equal(0, Result(alone).Training.Resumes);
        Assert.Equal(1, Result(resumed).Training.Resumes);
        Assert.Equal(JsonSerializer.Serialize(Result(alone).Points), JsonSerializer.Serialize(Result(resumed).Points));
    }

    [Fact]
    public void Cell_StoppedWhileTheFrozenStagesSeeTheImages_KeepsItsPretraining()
    {
        using var folder = new TemporaryFolder();
        var work = WorkSpec.Of(TinyExperiment.Cell(Scheme.JsccAe, FlipsAlone(Frozen(TinyExperiment.Recipe))));
        var alone = RecordedRun.Of(TinyExperiment.Plan(work, folder["alone"]));
        var pretrained = alone.All<TrainingEvent.Progress>().Last(progress => progress.Phase == "pretraining").Step;

        var stopped = RecordedRun.Of(
            // The stages are there, so that nothing has seen the images yet.
            TinyExperiment.Plan(work, folder["stopped"]) with { CheckpointSteps = 1, StageFolders = StagesOf(folder["alone"]) },
            // Reported behind the look at whether to stop: the next step begins.
            e => e is TrainingEvent.Checkpointed checkpointed && checkpointed.Step == pretrained);
        var resumed = RecordedRun.Of(TinyExperiment.Plan(work, folder["stopped"]) with { StageFolders = StagesOf(folder["alone"]) });

        Assert.Equal(pretrained, stopped.Last<TrainingEvent.Preempted>().Step);
        Assert.Equal(JsonSerializer.Serialize(Result(alone).Points), JsonSerializer.Serialize(Result(resumed).Points));
    }

    [Fact]
    public void BaselineStage_InterruptedAfterEveryStep_EndsWithTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var work = WorkSpec.Of(TinyExperiment.Stage(StageKind.Baseline));
        var alone = RecordedRun.Of(TinyExperiment.Plan(work, folder["alone"]));

        // One scratch folder, as a process that is started again and again finds it.
        RecordedRun run;
        var interruptions = 0;
        do
        {
            var before = interruptions;
            run = RecordedRun.Of(
                TinyExperiment.Plan(work, folder["again"]), e => e is TrainingEvent.Progress progress && progress.Step > before);
        }
        while (run.Outcome == PlanOutcome.Preempted && interruptions++ < 100);

        Assert.Equal(6, interruptions);
        Assert.Equal(PlanOutcome.Completed, run.Outcome);
        Assert.Equal(alone.Last<TrainingEvent.Completed>().Files, run.Last<TrainingEvent.Completed>().Files);
    }

    [Fact]
    public void Cell_InterruptedInAStageItRunsItself_GoesOnThere()
    {
        using var folder = new TemporaryFolder();
        var plan = TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Cell(Scheme.ReIdBaseline)), folder["scratch"]);

        var first = RecordedRun.Of(plan, e => e is TrainingEvent.Progress { Phase: "baseline", Step: 4 });
        var second = RecordedRun.Of(plan);

        Assert.Equal(4, first.Last<TrainingEvent.Preempted>().Step);
        Assert.Empty(first.All<TrainingEvent.Checkpointed>());
        Assert.Equal(5, second.All<TrainingEvent.Progress>().First(progress => progress.Phase == "baseline").Step);
        Assert.Equal(PlanOutcome.Completed, second.Outcome);
    }

    private static CellSpec CellNamed(string name)
    {
        var recipe = TinyExperiment.Recipe;
        return name switch
        {
            "jscc-ae" => TinyExperiment.Cell(Scheme.JsccAe),
            "jscc-ae frozen" => TinyExperiment.Cell(
                Scheme.JsccAe, recipe with { Autoencoder = recipe.Autoencoder with { TrainBackbone = false } }),
            "jscc-ae bfloat16" => TinyExperiment.Cell(Scheme.JsccAe, recipe with { Precision = Precision.BFloat16 }),
            "jscc-ae fading" => TinyExperiment.Cell(Scheme.JsccAe).With(Axis.Channel, "rayleigh-block"),
            "jscc-ae-adaptive" => TinyExperiment.Cell(Scheme.JsccAeAdaptive),
            "jscc-fc" => TinyExperiment.Cell(Scheme.JsccFc),
            "jscc-fc from baseline" => TinyExperiment.Cell(
                Scheme.JsccFc,
                recipe with { FullyConnected = recipe.FullyConnected with { Start = TrainingStart.Baseline } }),
            "jscc-ae frozen stages" => TinyExperiment.Cell(Scheme.JsccAe, Frozen(recipe)),
            "jscc-fc frozen stages, flips alone" => TinyExperiment.Cell(Scheme.JsccFc, FlipsAlone(Frozen(recipe))),
            "digital" => TinyExperiment.Cell(Scheme.Digital),
            "digital joint" => TinyExperiment.Cell(Scheme.Digital).With(Axis.BackboneWeights, Axis.Trained),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
    }

    private static Recipe Frozen(Recipe recipe) => recipe with { Backbone = recipe.Backbone with { FrozenStages = 2 } };

    private static Recipe FlipsAlone(Recipe recipe) => recipe with { Augmentation = recipe.Augmentation with { PadAndCrop = 0 } };

    private static bool AtEvaluation(TrainingEvent trainingEvent) => trainingEvent is TrainingEvent.Progress { Phase: "evaluation" };

    private static RecordedRun Resumed(TrainingPlan plan, RecordedRun stopped)
    {
        Assert.Equal(PlanOutcome.Preempted, stopped.Outcome);
        var end = RecordedRun.Of(plan);
        Assert.Equal(PlanOutcome.Completed, end.Outcome);
        return end;
    }

    private static Dictionary<string, string> StagesOf(string scratch)
    {
        var stages = Path.Combine(scratch, "stages");
        return !Directory.Exists(stages) ? []
            : Directory.EnumerateDirectories(stages)
                .ToDictionary(folder => Path.GetFileName(folder), folder => Path.Combine(folder, "output"));
    }

    private static string Hash(RecordedRun run, string file) =>
        run.Last<TrainingEvent.Checkpointed>().Files.Single(written => written.Name == file).Sha256;

    private static CellResult Result(RecordedRun run) => JsonSerializer.Deserialize<CellResult>(
        File.ReadAllText(Path.Combine(run.Last<TrainingEvent.Completed>().Folder, "result.json")), ExperimentJson.Compact)!;
}
