using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Training.Running;
using Xunit;

namespace JsccGrid.Training.Tests.Running;

/// <summary>Plans that cannot be run, and what is said of them.</summary>
public sealed class RefusedPlanTests
{
    [Fact]
    public void Plan_OfAnotherVersionOfTrainingAndEvaluation_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var former = TinyExperiment.Cell(Scheme.ReIdBaseline) with { Algorithm = CellSpec.FirstAlgorithm };

        foreach (var work in new[] { WorkSpec.Of(former), WorkSpec.Of(former.RequiredStages[0]) })
        {
            var failed = RecordedRun.Of(TinyExperiment.Plan(work, folder["scratch"])).Last<TrainingEvent.Failed>();

            Assert.False(failed.Retryable);
            Assert.Contains(
                "the work is of version 1 of training and evaluation; this program trains version 2",
                failed.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Plan_EverythingWrong_NamesAllOfIt()
    {
        using var folder = new TemporaryFolder();
        var recipe = TinyExperiment.Recipe with { Evaluation = TinyExperiment.Recipe.Evaluation with { NoiseDraws = 0 } };
        var cell = TinyExperiment.Cell(Scheme.JsccAe, recipe) with { Coordinates = [Axis.Bandwidth.At(0)] };
        var plan = TinyExperiment.Plan(WorkSpec.Of(cell), folder["scratch"]) with { Threads = 0, Format = 2, CheckpointSteps = 0 };

        var run = RecordedRun.Of(plan);

        var reason = run.Last<TrainingEvent.Failed>().Reason;
        Assert.Equal(PlanOutcome.Failed, run.Outcome);
        foreach (var problem in new[] { "bandwidth", "trainSnrDb", "recipe.evaluation.noiseDraws", "threads", "format", "checkpointSteps" })
            Assert.Contains(problem, reason, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["scratch"]));
    }

    [Fact]
    public void Plan_OfASchemeOfALaterVersion_SaysWhichThereAre()
    {
        using var folder = new TemporaryFolder();
        var cell = TinyExperiment.Cell(SchemeCatalog.Of("jscc-af"));

        var run = RecordedRun.Of(TinyExperiment.Plan(WorkSpec.Of(cell), folder["scratch"]));

        Assert.Contains(
            "There is no scheme 'jscc-af' in this version. Did you mean 'jscc-ae'?", run.Last<TrainingEvent.Failed>().Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WithACoordinateThatItsSchemeDoesNotHave_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var cell = TinyExperiment.Cell(Scheme.JsccAe).With(Axis.Lambda, 1);

        var run = RecordedRun.Of(TinyExperiment.Plan(WorkSpec.Of(cell), folder["scratch"]));

        Assert.Contains("jscc-ae has no coordinate lambda", run.Last<TrainingEvent.Failed>().Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing folder")]
    [InlineData("other images")]
    [InlineData("undecodable image")]
    [InlineData("truncated weights")]
    [InlineData("other weights")]
    [InlineData("unknown device")]
    public void Plan_BadInput_FailsForGoodInOneLine(string what)
    {
        using var folder = new TemporaryFolder();
        var stage = TinyExperiment.Stage(StageKind.Baseline);
        var plan = TinyExperiment.Plan(WorkSpec.Of(stage), folder["scratch"]);
        var (broken, expected) = what switch
        {
            "missing folder" => (plan with { DataFolder = folder["nowhere"] }, "nowhere"),
            "other images" => (plan with { DataFolder = CopyOfData(folder["copy"], image => File.Delete(image)) }, "fingerprint"),
            "undecodable image" => (
                WithItsOwnFingerprint(plan, stage, CopyOfData(folder["copy"], image => File.WriteAllText(image, "no image"))),
                "not an image"),
            "truncated weights" => (WithWeights(plan, stage, folder["weights.safetensors"], [1, 2, 3], null), "truncated"),
            "other weights" => (WithWeights(plan, stage, folder["weights.safetensors"], [1, 2, 3], new string('0', 64)), "SHA-256"),
            _ => (plan with { Device = "abacus" }, "'abacus' is not a device"),
        };

        var run = RecordedRun.Of(broken);

        var failed = run.Last<TrainingEvent.Failed>();
        Assert.Equal(PlanOutcome.Failed, run.Outcome);
        Assert.False(failed.Retryable);
        Assert.Contains(expected, failed.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failed.Reason);
        Assert.Equal(what == "unknown device" ? FailureCause.Program : FailureCause.Data, failed.Cause);
        Assert.Empty(run.All<TrainingEvent.Completed>());
    }

    private static string CopyOfData(string copy, Action<string> spoil)
    {
        foreach (var file in Directory.EnumerateFiles(TinyExperiment.DataFolder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(TinyExperiment.DataFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        spoil(Directory.EnumerateFiles(Path.Combine(copy, "bounding_box_train")).Order(StringComparer.Ordinal).First());
        return copy;
    }

    private static TrainingPlan WithItsOwnFingerprint(TrainingPlan plan, StageSpec stage, string data) => plan with
    {
        DataFolder = data,
        Work = WorkSpec.Of(stage with { Data = stage.Data with { Fingerprint = DataSetFingerprint.Compute(data) } }),
    };

    private static TrainingPlan WithWeights(TrainingPlan plan, StageSpec stage, string file, byte[] content, string? sha256)
    {
        File.WriteAllBytes(file, content);
        var hash = sha256 ?? FileHash.Of(content);
        return plan with
        {
            WeightsFile = file,
            Work = WorkSpec.Of(stage with { Weights = new WeightsReference { Name = "w", Sha256 = hash } })
        };
    }
}
