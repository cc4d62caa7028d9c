using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;

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

        void Report(string path, string problem) => problems.Add($"{path}: {problem.TrimEnd('.')}");

        Check(plan.Format == TrainingPlan.CurrentFormat, $"format is {plan.Format}; this program runs format {TrainingPlan.CurrentFormat}");
        if (plan.Work is { Cell: null, Stage: null } or { Cell: not null, Stage: not null })
            throw new PlanException(["work must be either a cell or a stage"]);
        Check(plan.Work.Weights is null || plan.WeightsFile is not null, $"weightsFile is missing; the work starts from weights '{plan.Work.Weights?.Name}'");
        if (plan.Work.Cell is { } cell) CheckCell(cell, Check);
        BoundsCheck.Of(plan, "", Report);
        RecipeRules.CheckTogether(plan.Work.Recipe, (path, problem) => Report($"recipe.{path}", problem));
        if (problems.Count > 0) throw new PlanException(problems);
    }

    private static void CheckCell(CellSpec cell, Action<bool, string> check)
    {
        if (SchemeCatalog.Find(cell.Scheme) is not { } scheme)
        {
            check(false, $"scheme {cell.Scheme} is unknown");
            return;
        }
        foreach (var axis in scheme.Axes) check(axis.Of(cell) is not null, $"{axis.Key} of a {scheme.Name} cell is missing");
    }
}
