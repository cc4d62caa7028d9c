using System.Text.RegularExpressions;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.Experiments.Grids;

/// <summary>What a grid must satisfy beyond having the right shape.</summary>
internal static partial class GridRules
{
    /// <summary>Reports every violation as (path, what would be right).</summary>
    public static void Check(GridDefinition grid, Action<string, string> report)
    {
        if (!NamePattern().IsMatch(grid.Name)) report("name", $"'{grid.Name}' is not a grid name: lower-case letters, digits and '-', at most 60.");
        if (grid.Seeds.Count == 0) report("seeds", "a grid needs at least one seed.");
        for (var i = 0; i < grid.Seeds.Count; i++)
            if (grid.Seeds[i] < 0) report($"seeds[{i}]", $"{grid.Seeds[i]} is out of range; expected 0 or more.");
        if (grid.Sweeps.Count == 0) report("sweeps", "a grid needs at least one sweep.");
        if (grid.Figures.Bandwidth < 1) report("figures.bandwidth", $"{grid.Figures.Bandwidth} is out of range; expected 1 or more.");
        for (var i = 0; i < grid.Sweeps.Count; i++) CheckSweep(grid, grid.Sweeps[i], $"sweeps[{i}]", report);
    }

    private static void CheckSweep(GridDefinition grid, SweepDefinition sweep, string path, Action<string, string> report)
    {
        var joint = sweep.Scheme.IsJointSourceChannel();
        var digital = sweep.Scheme == Scheme.Digital;
        CheckCoordinate(sweep, sweep.Bandwidth, joint, $"{path}.bandwidth", value => value >= 1, "1 channel use or more", report,
            digital ? " The bits of a digital cell are the same over any bandwidth; 'figures.bandwidth' says which one the curve assumes." : "");
        CheckCoordinate(sweep, sweep.TrainSnrDb, joint, $"{path}.trainSnrDb", grid.Recipe.Evaluation.TestSnrDb.Contains,
            "one of the recipe's evaluation.testSnrDb, so that there is a point where training and test SNR agree", report);
        CheckCoordinate(sweep, sweep.LatentDimension, digital, $"{path}.latentDimension", value => value >= 1, "1 or more", report);
        CheckCoordinate(sweep, sweep.Lambda, digital, $"{path}.lambda", value => value > 0, "above 0", report);
    }

    private static void CheckCoordinate<T>(SweepDefinition sweep, EquatableList<T>? values, bool wanted, string path,
        Func<T, bool> inRange, string range, Action<string, string> report, string hint = "")
    {
        var scheme = sweep.Scheme.Name();
        if (values is null)
        {
            if (wanted) report(path, $"missing; {scheme} needs it: {range}.");
            return;
        }
        if (!wanted)
        {
            report(path, $"{scheme} has no such coordinate; remove it.{hint}");
            return;
        }
        if (values.Count == 0) report(path, "the list is empty; give at least one value.");
        for (var i = 0; i < values.Count; i++)
            if (!inRange(values[i])) report(values.Count == 1 ? path : $"{path}[{i}]", $"{values[i]} is out of range; expected {range}.");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,59}$")]
    private static partial Regex NamePattern();
}
