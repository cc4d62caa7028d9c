using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Training.Running;

/// <summary>Finds everything wrong with a plan before anything is loaded.</summary>
internal static class PlanCheck
{
    /// <exception cref="PlanException">The plan cannot be run; all reasons are listed.</exception>
    public static void Require(TrainingPlan plan)
    {
        var problems = new List<string>();
        void Check(bool holds, string problem)
        {
            if (!holds) problems.Add(problem);
        }

        Check(plan.Format == TrainingPlan.CurrentFormat, $"format is {plan.Format}; this program runs format {TrainingPlan.CurrentFormat}");
        Check(plan.Threads >= 1, $"threads is {plan.Threads}; it must be at least 1");
        Check(plan.CheckpointSeconds >= 0 && double.IsFinite(plan.CheckpointSeconds), $"checkpointSeconds is {plan.CheckpointSeconds}; it must not be negative");
        if (plan.Work is { Cell: null, Stage: null } or { Cell: not null, Stage: not null })
            throw new PlanException(["work must be either a cell or a stage"]);
        Check(plan.Work.Weights is null || plan.WeightsFile is not null, $"weightsFile is missing; the work starts from weights '{plan.Work.Weights?.Name}'");
        if (plan.Work.Cell is { } cell) CheckCell(cell, Check);
        CheckRecipe(plan.Work.Cell?.Recipe ?? plan.Work.Stage!.Recipe, Check);
        if (problems.Count > 0) throw new PlanException(problems);
    }

    private static void CheckCell(CellSpec cell, Action<bool, string> check)
    {
        var name = cell.Scheme.Name();
        if (cell.Scheme.IsJointSourceChannel())
        {
            check(cell.Bandwidth >= 1, $"bandwidth of a {name} cell is {cell.Bandwidth?.ToString() ?? "missing"}; it must be at least 1");
            check(cell.TrainSnrDb is not null, $"trainSnrDb of a {name} cell is missing; it must be a number of decibels or \"inf\"");
        }
        else if (cell.Scheme == Scheme.Digital)
        {
            check(cell.LatentDimension >= 1, $"latentDimension of a {name} cell is {cell.LatentDimension?.ToString() ?? "missing"}; it must be at least 1");
            check(cell.Lambda > 0, $"lambda of a {name} cell is {cell.Lambda?.ToString() ?? "missing"}; it must be above 0");
        }
    }

    private static void CheckRecipe(Recipe recipe, Action<bool, string> check)
    {
        var (input, evaluation) = (recipe.Input, recipe.Evaluation);
        check(input.Height >= 1 && input.Width >= 1, $"input is {input.Height} x {input.Width} pixels; both must be at least 1");
        check(input.Mean.Count == 3 && input.StandardDeviation.Count == 3 && input.StandardDeviation.All(value => value > 0),
            "input.mean and input.standardDeviation must have three values each, the deviations above 0");
        check(recipe.Augmentation.HorizontalFlip is >= 0 and <= 1, $"augmentation.horizontalFlip is {recipe.Augmentation.HorizontalFlip}; it must be in [0, 1]");
        check(recipe.Augmentation.PadAndCrop >= 0, $"augmentation.padAndCrop is {recipe.Augmentation.PadAndCrop}; it must not be negative");
        check(evaluation.BatchSize >= 1, $"evaluation.batchSize is {evaluation.BatchSize}; it must be at least 1");
        check(evaluation.NoiseDraws >= 1, $"evaluation.noiseDraws is {evaluation.NoiseDraws}; it must be at least 1");
        check(evaluation.TestSnrDb.Count >= 1, "evaluation.testSnrDb is empty; it must have at least one SNR");
        CheckSchedule("baseline", recipe.Baseline, check);
        CheckSchedule("autoencoder.pretraining", recipe.Autoencoder.Pretraining, check);
        CheckSchedule("autoencoder.joint", recipe.Autoencoder.Joint, check);
        CheckSchedule("fullyConnected.schedule", recipe.FullyConnected.Schedule, check);
        CheckSchedule("digital.schedule", recipe.Digital.Schedule, check);
    }

    private static void CheckSchedule(string name, ScheduleRecipe schedule, Action<bool, string> check)
    {
        check(schedule.BatchSize >= 2, $"{name}.batchSize is {schedule.BatchSize}; batch normalisation needs at least 2");
        check(schedule.Momentum is >= 0 and < 1, $"{name}.momentum is {schedule.Momentum}; it must be in [0, 1)");
        check(schedule.WeightDecay >= 0, $"{name}.weightDecay is {schedule.WeightDecay}; it must not be negative");
        check(schedule.Phases.All(phase => phase.Epochs >= 0 && phase.LearningRate > 0),
            $"{name}.phases must have epochs of at least 0 and learning rates above 0");
    }
}
