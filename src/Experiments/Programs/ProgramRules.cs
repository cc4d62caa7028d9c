using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Programs;

/// <summary>What an element of <c>schemes</c> must satisfy beyond every value having the right shape and size.</summary>
/// <param name="program">As far as it could be read.</param>
/// <param name="path">Where it stands.</param>
/// <param name="isSound">Whether the value at a path was read.</param>
/// <param name="report">Takes every violation as (path, what would be right).</param>
internal sealed class ProgramRules(ProgramDefinition program, string path, Func<string, bool> isSound, Action<string, string> report)
{
    /// <param name="taken">Names of the schemes before it.</param>
    public void Check(IReadOnlyCollection<string> taken)
    {
        if (isSound($"{path}.name")) CheckName(taken);
        if (program.Command is { } command && isSound($"{path}.command") && command.Any(string.IsNullOrWhiteSpace))
            report($"{path}.command", "a part of the command is empty.");
        if (program.Files is { } files && isSound($"{path}.files")) CheckTwins(files, $"{path}.files");
        if (program.Needs is { } needs && isSound($"{path}.needs")) CheckTwins(needs.Select(need => need.Name()), $"{path}.needs");
        if (program.Measures is { } measures && isSound($"{path}.measures")) CheckMeasures(measures);
        for (var i = 0; i < (program.Axes?.Count ?? 0); i++)
            if (program.Axes![i] is { Name: not null } axis) CheckAxis(axis, $"{path}.axes[{i}]", program.Axes.Take(i));
    }

    private void CheckName(IReadOnlyCollection<string> taken)
    {
        try
        {
            SchemeCatalog.RequireName(program.Name);
        }
        catch (ArgumentException exception)
        {
            report($"{path}.name", exception.Message.Split(" (Parameter", 2)[0]);
            return;
        }
        if (SchemeCatalog.Find(program.Name) is not null)
            report($"{path}.name", $"'{program.Name}' is a scheme of this program; expected another name.");
        else if (Enum.GetValues<StageKind>().Any(kind => kind.Name() == program.Name))
            report($"{path}.name", $"'{program.Name}' is what a shared stage is called; expected another name.");
        else if (taken.Contains(program.Name)) report($"{path}.name", $"there are two schemes '{program.Name}'; expected another name.");
    }

    private void CheckMeasures(ProgramMeasures measures)
    {
        CheckTwins(measures.Values.Select(value => value == ProgramMeasure.Top1 ? "top1" : "map"), $"{path}.measures.values");
        if (!measures.Values.Contains(ProgramMeasure.Top1)) report($"{path}.measures.values", "top1 is missing, which every result has.");
    }

    private void CheckAxis(ProgramAxis axis, string place, IEnumerable<ProgramAxis> before)
    {
        if (!isSound($"{place}.name")) return;
        if (!Coordinate.IsKey(axis.Name) || axis.Name == FigureDefinition.TestSnr)
        {
            report($"{place}.name",
                $"'{axis.Name}' cannot be the name of an axis: a small letter, then letters and digits, and nothing that every cell has.");
            return;
        }
        if (before.Any(other => other?.Name == axis.Name))
            report($"{place}.name", $"there are two axes '{axis.Name}'; expected another name.");
        if (!isSound($"{place}.type")) return;
        if (axis.SharedAxis is { } shared) CheckShared(axis, shared, place);
        else CheckOwn(axis, place);
    }

    private void CheckShared(ProgramAxis axis, Axis shared, string place)
    {
        if (shared.Type != axis.ValueType)
        {
            var expected = Enum.GetValues<ProgramAxisType>().First(type => (axis with { Type = type }).ValueType == shared.Type)
                .ToString().ToLowerInvariant();
            report($"{place}.type", $"{axis.Name} is the same for all schemes; expected {expected}.");
        }
        foreach (var (key, value) in new (string, object?)[] { ("min", axis.Min), ("max", axis.Max), ("words", axis.Words) })
            if (value is not null)
                report($"{place}.{key}",
                    $"what {axis.Name} may be is the same for all schemes; remove it, or call the axis something else.");
    }

    private void CheckOwn(ProgramAxis axis, string place)
    {
        var isWord = axis.Type == ProgramAxisType.Word;
        if (axis.Words is { } words && !isWord) report($"{place}.words", "only an axis of type word has words; remove it.");
        else if (axis.Words is { } listed && listed.Any(word => word is null or "") && isSound($"{place}.words"))
            report($"{place}.words", "a word is empty.");
        foreach (var (key, value) in new[] { ("min", axis.Min), ("max", axis.Max) })
        {
            if (value is not { } number || !isSound($"{place}.{key}")) continue;
            if (isWord) report($"{place}.{key}", "words have no range; remove it.");
            else if (axis.Type == ProgramAxisType.Integer && (number != Math.Floor(number) || Math.Abs(number) > int.MaxValue))
                report($"{place}.{key}", $"{CoordinateValue.Of(number)} is not a whole number of 32 bits.");
        }
        if (axis is { Min: { } min, Max: { } max } && min > max && !isWord)
            report($"{place}.min", $"{CoordinateValue.Of(min)} is above max, {CoordinateValue.Of(max)}.");
    }

    private void CheckTwins(IEnumerable<string> items, string list)
    {
        foreach (var twin in items.CountBy(item => item).Where(item => item.Value > 1))
            report(list, $"'{twin.Key}' stands there {twin.Value} times; expected it once.");
    }
}
