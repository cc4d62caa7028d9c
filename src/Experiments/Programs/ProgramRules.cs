using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Yaml;

namespace JsccGrid.Experiments.Programs;

/// <summary>What an element of <c>schemes</c> must satisfy beyond every value having the right shape and size.</summary>
/// <param name="program">As far as it could be read.</param>
/// <param name="path">Where it stands.</param>
/// <param name="source">The file, which takes the errors.</param>
internal sealed class ProgramRules(ProgramDefinition program, string path, YamlSource source)
{
    /// <param name="taken">Names of the schemes before it.</param>
    public void Check(IReadOnlyCollection<string> taken)
    {
        if (source.IsSound($"{path}.name")) CheckName(taken);
        if (program.Command is { } command && source.IsSound($"{path}.command") && command.Any(string.IsNullOrWhiteSpace))
            source.Add($"{path}.command", "a part of the command is empty.");
        if (program.Files is { } files && source.IsSound($"{path}.files")) CheckTwins(files, $"{path}.files");
        if (program.Needs is { } needs && source.IsSound($"{path}.needs")) CheckTwins(needs.Select(need => need.Name()), $"{path}.needs");
        if (program.Measures is { } measures && source.IsSound($"{path}.measures")) CheckMeasures(measures);
        for (var i = 0; i < (program.Axes?.Count ?? 0); i++)
            if (program.Axes![i] is { Name: not null } axis) CheckAxis(axis, source.ItemOf($"{path}.axes", i), program.Axes.Take(i));
    }

    private void CheckName(IReadOnlyCollection<string> taken)
    {
        try
        {
            SchemeCatalog.RequireName(program.Name);
        }
        catch (ArgumentException exception)
        {
            source.Add($"{path}.name", exception.Message.Split(" (Parameter", 2)[0]);
            return;
        }
        if (ProgramScheme.NameProblem(program.Name) is { } problem) source.Add($"{path}.name", problem);
        else if (taken.Contains(program.Name))
            source.Add($"{path}.name", $"there are two schemes '{program.Name}'; expected another name.");
    }

    private void CheckMeasures(ProgramMeasures measures)
    {
        CheckTwins(measures.Values.Select(EnumNames.Of), $"{path}.measures.values");
        if (!measures.Values.Contains(ProgramMeasure.Top1))
            source.Add($"{path}.measures.values", "top1 is missing, which every result has.");
    }

    private void CheckAxis(ProgramAxis axis, string place, IEnumerable<ProgramAxis> before)
    {
        if (!source.IsSound($"{place}.name")) return;
        if (before.Any(other => other?.Name == axis.Name))
            source.Add($"{place}.name", $"there are two axes '{axis.Name}'; expected another name.");
        if (!source.IsSound($"{place}.type")) return;
        foreach (var (key, text) in axis.Problems().Where(problem => source.IsSound($"{place}.{problem.Key}")).ToList())
            source.Add($"{place}.{key}", text);
    }

    private void CheckTwins(IEnumerable<string> items, string list)
    {
        if (Twins.ProblemOf(items) is { } problem) source.Add(list, problem);
    }
}
