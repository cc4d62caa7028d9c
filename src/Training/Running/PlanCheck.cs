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
        Check(plan.CheckpointSteps is null or >= 1, $"checkpointSteps is {plan.CheckpointSteps}; it must be at least 1, or left out");
        if (plan.Work is { Cell: null, Stage: null } or { Cell: not null, Stage: not null })
            throw new PlanException(["work must be either a cell or a stage"]);
        Check(plan.Work.Weights is null || plan.WeightsFile is not null, $"weightsFile is missing; the work starts from weights '{plan.Work.Weights?.Name}'");
        if (plan.Work.Cell is { } cell) CheckCell(cell, Check);
        RecipeRules.Check(plan.Work.Recipe, (path, problem) => problems.Add($"recipe.{path}: {problem.TrimEnd('.')}"));
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
}
