using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Training.Channels;
using JsccGrid.Training.Schemes;

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
        Check(plan.Work.Weights is null || plan.WeightsFile is not null,
            $"weightsFile is missing; the work starts from weights '{plan.Work.Weights?.Name}'");
        if (plan.Work.WhyNotTrained is { } reason) problems.Add(reason);
        if (plan.Work.Cell is { } cell) CheckCell(cell, Check, Report);
        BoundsCheck.Of(plan, "", Report);
        RecipeRules.CheckTogether(plan.Work.Recipe, (path, problem) => Report($"recipe.{path}", problem));
        if (problems.Count > 0) throw new PlanException(problems);
    }

    private static void CheckCell(CellSpec cell, Action<bool, string> check, Action<string, string> report)
    {
        var scheme = cell.Scheme;
        if (!scheme.IsKnown)
        {
            check(false, SchemeCatalog.WhyUnknown(scheme.Name).TrimEnd('.'));
            return;
        }
        if (scheme.Program is not null)
        {
            check(false, $"{scheme.Name} is trained by a program of its own, which 'run' and 'submit' start (docs/protocol.md)");
            return;
        }
        check(SchemeModels.Contains(scheme), $"this program does not train {scheme.Name}");
        foreach (var axis in scheme.Axes)
        {
            check(axis.ValueOf(cell) is not null, $"{axis.Key} of a {scheme.Name} cell is missing");
            if (axis.ValueOf(cell) is { } value && axis.ProblemOf(value) is { } problem) report($"work.cell.{axis.Key}", problem);
        }
        if (Axis.Channel.ValueOf(cell)?.Content is string name && ChannelCatalog.Find(name) is { } channel)
        {
            check(ChannelModels.Contains(channel), $"this program does not send over {channel.Name}");
            if (cell.Find(Axis.Bandwidth) is { } bandwidth && channel.ProblemOf(bandwidth) is { } problem)
                report("work.cell.bandwidth", problem);
        }
        foreach (var other in cell.Coordinates.Where(other => scheme.Axes.All(axis => axis.Key != other.Key)))
            check(false, $"{scheme.Name} has no coordinate {other.Key}");
    }
}
