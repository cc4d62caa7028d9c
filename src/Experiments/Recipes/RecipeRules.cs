using System.Globalization;

namespace JsccGrid.Experiments.Recipes;

/// <summary>The ranges a recipe's values must lie in.</summary>
public static class RecipeRules
{
    /// <summary>Reports every value out of range as (path, what would be right).</summary>
    public static void Check(Recipe recipe, Action<string, string> report)
    {
        void Require(bool holds, string path, object value, string range)
        {
            if (!holds) report(path, $"{Convert.ToString(value, CultureInfo.InvariantCulture)} is out of range; expected {range}.");
        }

        void RequireSchedule(ScheduleRecipe schedule, string path)
        {
            Require(schedule.BatchSize >= 2, $"{path}.batchSize", schedule.BatchSize, "2 or more (batch normalisation needs two)");
            Require(schedule.Momentum is >= 0 and < 1, $"{path}.momentum", schedule.Momentum, "0 or more and below 1");
            Require(schedule.WeightDecay >= 0, $"{path}.weightDecay", schedule.WeightDecay, "0 or more");
            Require(schedule.GradientNormLimit is null or > 0, $"{path}.gradientNormLimit", schedule.GradientNormLimit!, "above 0, or nothing");
            for (var i = 0; i < schedule.Phases.Count; i++)
            {
                Require(schedule.Phases[i].Epochs >= 1, $"{path}.phases[{i}].epochs", schedule.Phases[i].Epochs, "1 or more");
                Require(schedule.Phases[i].LearningRate > 0, $"{path}.phases[{i}].learningRate", schedule.Phases[i].LearningRate, "above 0");
            }
        }

        Require(recipe.Input.Height >= 8, "input.height", recipe.Input.Height, "8 pixels or more");
        Require(recipe.Input.Width >= 8, "input.width", recipe.Input.Width, "8 pixels or more");
        Require(recipe.Input.Mean.Count == 3, "input.mean", recipe.Input.Mean, "three values: red, green, blue");
        Require(recipe.Input.StandardDeviation is { Count: 3 } deviation && deviation.All(value => value > 0),
            "input.standardDeviation", recipe.Input.StandardDeviation, "three values above 0: red, green, blue");
        Require(recipe.Augmentation.HorizontalFlip is >= 0 and <= 1, "augmentation.horizontalFlip", recipe.Augmentation.HorizontalFlip, "0 to 1");
        Require(recipe.Augmentation.PadAndCrop >= 0, "augmentation.padAndCrop", recipe.Augmentation.PadAndCrop, "0 pixels or more");
        Require(recipe.Backbone.Blocks is { Count: 4 } blocks && blocks.All(count => count >= 1), "backbone.blocks", recipe.Backbone.Blocks,
            "four counts of 1 or more");
        Require(recipe.Backbone.Width >= 1, "backbone.width", recipe.Backbone.Width, "1 or more");
        RequireSchedule(recipe.Baseline, "baseline");
        Require(recipe.Autoencoder.Layers >= 1, "autoencoder.layers", recipe.Autoencoder.Layers, "1 or more");
        Require(recipe.Autoencoder.LeakySlope is >= 0 and < 1, "autoencoder.leakySlope", recipe.Autoencoder.LeakySlope, "0 or more and below 1");
        RequireSchedule(recipe.Autoencoder.Pretraining, "autoencoder.pretraining");
        RequireSchedule(recipe.Autoencoder.Joint, "autoencoder.joint");
        RequireSchedule(recipe.FullyConnected.Schedule, "fullyConnected.schedule");
        RequireSchedule(recipe.Digital.Schedule, "digital.schedule");
        Require(recipe.Digital.DensityLearningRateFactor > 0, "digital.densityLearningRateFactor", recipe.Digital.DensityLearningRateFactor, "above 0");
        Require(recipe.Digital.DensityFilters is { Count: >= 1 } filters && filters.All(width => width >= 1),
            "digital.densityFilters", recipe.Digital.DensityFilters, "one or more widths of 1 or more");
        Require(recipe.Digital.DensityInitialScale > 0, "digital.densityInitialScale", recipe.Digital.DensityInitialScale, "above 0");
        Require(recipe.Evaluation.TestSnrDb.Count >= 1, "evaluation.testSnrDb", recipe.Evaluation.TestSnrDb, "one SNR or more");
        Require(recipe.Evaluation.NoiseDraws >= 1, "evaluation.noiseDraws", recipe.Evaluation.NoiseDraws, "1 or more");
        Require(recipe.Evaluation.BatchSize >= 1, "evaluation.batchSize", recipe.Evaluation.BatchSize, "1 or more");
        if (recipe.Checkpoint is not { } checkpoint) return;
        if (checkpoint.Seconds is null == checkpoint.Steps is null)
            report("checkpoint", "give exactly one of seconds and steps, as in 'checkpoint: { seconds: 30 }'.");
        Require(checkpoint.Seconds is null or > 0, "checkpoint.seconds", checkpoint.Seconds!, "above 0");
        Require(checkpoint.Steps is null or >= 1, "checkpoint.steps", checkpoint.Steps!, "1 or more");
    }
}
