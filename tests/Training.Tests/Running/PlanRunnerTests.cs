using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Units;
using JsccGrid.Training.Models;
using JsccGrid.Training.Running;
using JsccGrid.Training.Runtime;
using JsccGrid.Training.Schemes;
using JsccGrid.Training.Tensors;
using JsccGrid.Training.Tests.Tensors;
using TorchSharp;
using Xunit;

namespace JsccGrid.Training.Tests.Running;

public sealed class PlanRunnerTests
{
    [Theory]
    [InlineData("reid-baseline")]
    [InlineData("jscc-ae")]
    [InlineData("jscc-ae", "rayleigh-block")]
    [InlineData("jscc-ae-adaptive")]
    [InlineData("jscc-ae-adaptive", "rayleigh-block")]
    [InlineData("jscc-fc")]
    [InlineData("jscc-fc", "rayleigh-block")]
    [InlineData("digital")]
    public void Cell_OfEachScheme_WritesItsResult(string name, string? channel = null)
    {
        using var folder = new TemporaryFolder();
        var scheme = SchemeCatalog.Of(name);
        var cell = TinyExperiment.Cell(scheme);
        if (channel is not null) cell = cell.With(Axis.Channel, channel);

        var run = RecordedRun.Of(TinyExperiment.Plan(WorkSpec.Of(cell), folder["scratch"]));

        var completed = run.Last<TrainingEvent.Completed>();
        Assert.Equal("result.json", Assert.Single(completed.Files).Name);
        var result = ReadResult(completed);
        Assert.Equal(cell, result.Spec);
        Assert.Equal(cell.Id, result.Cell);
        Assert.Equal(8, result.Queries);
        Assert.Equal(0, result.QueriesWithoutMatch);
        Assert.Equal(1.0 / 7, result.ChanceTop1, 1e-9); // of 8 gallery images one is the query's own view, one the match
        Assert.Equal(cell.TestSnrDb, result.Points.Select(point => point.TestSnrDb));
        Assert.All(result.Points, point => Assert.Equal(point.TestSnrDb.IsNoiseless ? 1 : 2, point.NoiseDraws));
        Assert.All(result.Points, point => Assert.InRange(point.Scores.Top1.Mean, 0, 1));
        Assert.Equal(result.Queries, result.QueryIdentities!.Count);
        Assert.All(result.Points, point => Assert.Equal(
            point.Scores.Top1.Mean * result.Queries * point.NoiseDraws, point.Hits!.Sum() / (double)(point.HitParts ?? 1), 2));
        Assert.Equal(scheme == Scheme.Digital, result.Bits is not null);
        if (result.Bits is { } bits) Assert.InRange(bits.Measured.Mean, bits.Ideal.Mean, (1.01 * bits.Ideal.Mean) + 1);
        Assert.Equal(scheme == Scheme.Digital, result.Training.ClippedShare is >= 0 and <= 1); // the only one with a gradient limit
        Assert.Equal("cpu", result.Environment.Device);
    }

    [Theory]
    [InlineData(1e-9, 1)]
    [InlineData(1e9, 0)]
    public void ClippedShare_OfALimit_IsTheShareOfStepsThatItShortened(double limit, double share)
    {
        using var folder = new TemporaryFolder();
        var digital = TinyExperiment.Recipe.Digital;
        var cell = TinyExperiment.Cell(Scheme.Digital, TinyExperiment.Recipe with
        {
            Digital = digital with { Schedule = digital.Schedule with { GradientNormLimit = limit } },
        });
        var plan = TinyExperiment.Plan(WorkSpec.Of(cell), folder["scratch"]);

        RecordedRun.Of(plan, e => e is TrainingEvent.Progress { Phase: "training", Step: 4 }); // what was counted before a stop counts on
        var result = ReadResult(RecordedRun.Of(plan).Last<TrainingEvent.Completed>());

        Assert.Equal((share, 1), (result.Training.ClippedShare, result.Training.Resumes));
    }

    /// <summary>The untrained backbone as a baseline.</summary>
    [Fact]
    public void Baseline_WithoutPhases_IsTheBackboneAsItStarts()
    {
        using var folder = new TemporaryFolder();
        var recipe = TinyExperiment.Recipe with { Baseline = TinyExperiment.Recipe.Baseline with { Phases = [] } };
        var stage = TinyExperiment.Stage(StageKind.Baseline) with { Recipe = recipe };

        var run = RecordedRun.Of(TinyExperiment.Plan(WorkSpec.Of(stage), folder["stage"]));
        var cell = RecordedRun.Of(TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Cell(Scheme.ReIdBaseline, recipe)), folder["cell"]));

        using var weights = SafetensorsFile.Read(Path.Combine(run.Last<TrainingEvent.Completed>().Folder, BaselineWeights.FileName));
        using var streams = new RandomStreams(stage.Seed);
        using var initial = streams.Fresh("initial/backbone");
        using var untrained = new ResNet(recipe.Backbone, initial);
        foreach (var (name, value) in ModuleState.Export(untrained))
            Assert.True(value.bytes.SequenceEqual(weights.Tensors["backbone." + name].bytes), name);
        Assert.Equal(0, ReadResult(cell.Last<TrainingEvent.Completed>()).Training.Steps);
        Assert.Equal(PlanOutcome.Completed, cell.Outcome);
    }

    [Theory]
    [InlineData(StageKind.Baseline, "baseline.safetensors")]
    [InlineData(StageKind.Features, "features.safetensors")]
    public void Stage_OfEachKind_WritesItsFile(StageKind kind, string file)
    {
        using var folder = new TemporaryFolder();

        var run = RecordedRun.Of(TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Stage(kind)), folder["scratch"]));

        Assert.Equal(file, Assert.Single(run.Last<TrainingEvent.Completed>().Files).Name);
    }

    [Fact]
    public void Plan_RunAgainAfterCompletion_AnswersWithTheSameFiles()
    {
        using var folder = new TemporaryFolder();
        var plan = TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Stage(StageKind.Baseline)), folder["scratch"]);
        var first = RecordedRun.Of(plan).Last<TrainingEvent.Completed>();

        var again = RecordedRun.Of(plan);

        Assert.Equal(first.Files, again.Last<TrainingEvent.Completed>().Files);
        Assert.Empty(again.All<TrainingEvent.Progress>());
    }

    [Fact]
    public void Plan_CheckpointDue_WritesAndReportsIt()
    {
        using var folder = new TemporaryFolder();
        var plan = TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Stage(StageKind.Baseline)), folder["scratch"])
            with { CheckpointSeconds = 0.5 };

        var run = RecordedRun.Of(plan);

        Assert.Equal([1, 2, 3, 4, 5, 6], run.All<TrainingEvent.Checkpointed>().Select(checkpoint => checkpoint.Step));
        Assert.All(run.All<TrainingEvent.Checkpointed>(), checkpoint => Assert.True(Directory.Exists(checkpoint.Folder)));
    }

    [Theory]
    [InlineData(1, "1 2 3 4 5 6")]
    [InlineData(2, "2 4 6")]
    [InlineData(4, "4")]
    [InlineData(7, "")]
    public void Plan_CheckpointEverySoManySteps_WritesItThere(int interval, string steps)
    {
        using var folder = new TemporaryFolder();
        var plan = TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Stage(StageKind.Baseline)), folder["scratch"])
            with { CheckpointSteps = interval };

        var run = RecordedRun.Of(plan);

        Assert.Equal(steps, string.Join(' ', run.All<TrainingEvent.Checkpointed>().Select(checkpoint => checkpoint.Step)));
    }

    [Fact]
    public void Plan_CheckpointEverySoManyStepsResumed_KeepsToTheSameSteps()
    {
        using var folder = new TemporaryFolder();
        var plan = TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Stage(StageKind.Baseline)), folder["scratch"])
            with { CheckpointSteps = 2 };
        var stopped = RecordedRun.Of(plan, e => e is TrainingEvent.Progress { Step: 3 });

        var run = RecordedRun.Of(plan);

        Assert.Equal([2, 3], stopped.All<TrainingEvent.Checkpointed>().Select(checkpoint => checkpoint.Step));
        Assert.Equal([4, 6], run.All<TrainingEvent.Checkpointed>().Select(checkpoint => checkpoint.Step));
    }

    [Fact]
    public void Plan_CheckpointToResumeFromCorrupt_FailsSayingSo()
    {
        using var folder = new TemporaryFolder();
        var plan = TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Stage(StageKind.Baseline)), folder["scratch"]);
        var checkpoint = RecordedRun.Of(plan, e => e is TrainingEvent.Progress).Last<TrainingEvent.Checkpointed>().Folder;
        File.WriteAllText(Path.Combine(checkpoint, "model.safetensors"), "torn");

        var failed = RecordedRun.Of(plan with { ScratchFolder = folder["other"], ResumeFrom = checkpoint }).Last<TrainingEvent.Failed>();

        Assert.Equal(FailureCause.Checkpoint, failed.Cause);
        Assert.True(failed.Retryable);
        Assert.Contains("model.safetensors", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_NewestCheckpointInScratchCorrupt_GoesOnFromTheOneBefore()
    {
        using var folder = new TemporaryFolder();
        var plan = TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Stage(StageKind.Baseline)), folder["scratch"])
            with { CheckpointSeconds = 0.5 };
        var stopped = RecordedRun.Of(plan, e => e is TrainingEvent.Progress { Step: 3 });
        File.WriteAllText(Path.Combine(stopped.Last<TrainingEvent.Checkpointed>().Folder, "model.safetensors"), "torn");

        var run = RecordedRun.Of(plan);

        Assert.Equal(PlanOutcome.Completed, run.Outcome);
        Assert.Equal(3, run.All<TrainingEvent.Progress>().First().Step);
        Assert.Contains("corrupt", Assert.Single(run.All<TrainingEvent.Message>()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_LearningRateTooHigh_FailsNamingStepPhaseAndLoss()
    {
        using var folder = new TemporaryFolder();
        var recipe = TinyExperiment.Recipe with
        {
            // Each step multiplies the weights by about a thousand.
            Baseline = TinyExperiment.Recipe.Baseline
                with { WeightDecay = 1, Phases = [new PhaseRecipe { Epochs = 50, LearningRate = 1000 }] },
        };
        var plan = TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Stage(StageKind.Baseline) with { Recipe = recipe }), folder["scratch"]);

        var run = RecordedRun.Of(plan);

        Assert.Equal(PlanOutcome.Failed, run.Outcome);
        var failed = run.Last<TrainingEvent.Failed>();
        Assert.Matches("diverged: at step [0-9]+ of phase baseline the loss \\(cross-entropy\\) was (NaN|Infinity)", failed.Reason);
        Assert.Equal(FailureCause.Diverged, failed.Cause);
    }

    [Fact]
    public void Training_StepAfterStep_LeavesNoTensorsBehind()
    {
        using var folder = new TemporaryFolder();
        var live = new List<long>();
        var plan = TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Cell(Scheme.JsccAe)), folder["scratch"]);

        RecordedRun.Of(plan, e =>
        {
            if (e is TrainingEvent.Progress { Phase: "joint" })
                live.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            return false;
        });

        Assert.Equal(6, live.Count);
        Assert.All(live, count => Assert.Equal(live[0], count));
    }

    [Fact]
    public void Runner_PlanAfterPlan_LeavesNoTensorsBehind()
    {
        using var folder = new TemporaryFolder();
        var number = 0;
        LiveTensors.AssertSteady(() =>
            RecordedRun.Of(TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Cell(Scheme.Digital)), folder[$"scratch-{number++}"])));
    }

    private static CellResult ReadResult(TrainingEvent.Completed completed) => JsonSerializer.Deserialize<CellResult>(
        File.ReadAllText(Path.Combine(completed.Folder, "result.json")), ExperimentJson.Compact)!;
}
