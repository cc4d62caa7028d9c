using System.Text.RegularExpressions;
using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Grids;

/// <summary>What a grid must satisfy beyond every value having the right shape and size.</summary>
/// <param name="grid">As far as it could be read.</param>
/// <param name="isSound">Whether the value at a path was read; what was not is only its type's default and is passed over.</param>
/// <param name="report">Takes every violation as (path, what would be right).</param>
internal sealed partial class GridRules(GridDefinition grid, Func<string, bool> isSound, Action<string, string> report)
{
    private EquatableList<SnrDb>? TestSnrs => isSound("recipe.evaluation.testSnrDb") ? grid.Recipe?.Evaluation?.TestSnrDb : null;

    public void Check()
    {
        if (isSound("name") && !NamePattern().IsMatch(grid.Name))
            report("name", $"'{grid.Name}' is not a grid name: lower-case letters, digits and '-', at most 60.");
        for (var i = 0; i < (grid.Sweeps?.Count ?? 0); i++)
            if (grid.Sweeps![i] is { } sweep && isSound($"sweeps[{i}].scheme")) CheckSweep(sweep, $"sweeps[{i}]");
        new FigureRules(grid, isSound, report).Check();
        if (grid is { Seeds: not null, Sweeps: not null } && ExpandedGrid.Count(grid) > GridDefinition.MaxCells)
            report("sweeps", ExpandedGrid.TooMany(ExpandedGrid.Count(grid)));
    }

    private void CheckSweep(SweepDefinition sweep, string path)
    {
        var scheme = sweep.Scheme;
        foreach (var axis in scheme.Axes)
            if (axis.DefaultValue is null && sweep.Find(axis) is null && isSound($"{path}.{axis.Key}"))
                report($"{path}.{axis.Key}", $"missing; {scheme.Name} needs it.");
        foreach (var swept in sweep.Axes.Where(swept => scheme.Axes.All(axis => axis.Key != swept.Key)))
            report($"{path}.{swept.Key}", $"{scheme.Name} has no such coordinate; remove it. {scheme.WhyNot(swept.Key)}".TrimEnd());
        CheckBandwidths(sweep, path);
        if (!scheme.CrossesChannel || TestSnrs is not { } tested || sweep.Find(Axis.TrainSnrDb) is not { } trained) return;
        for (var i = 0; i < trained.Count; i++)
        {
            var place = trained.Count == 1 ? $"{path}.trainSnrDb" : $"{path}.trainSnrDb[{i}]";
            if (isSound(place) && trained[i].Content is SnrDb snr && !tested.Contains(snr))
                report(place, $"{snr} is not one of the recipe's evaluation.testSnrDb; "
                    + "expected one, so that there is a point where training and test SNR agree.");
        }
    }

    /// <summary>Not every channel can be crossed in any number of uses.</summary>
    private void CheckBandwidths(SweepDefinition sweep, string path)
    {
        if (sweep.Find(Axis.Bandwidth) is not { } bandwidths || sweep.Find(Axis.Channel) is not { } channels) return;
        foreach (var channel in channels.Select(name => ChannelCatalog.Find($"{name}")).OfType<Channel>())
        {
            for (var i = 0; i < bandwidths.Count; i++)
            {
                var place = bandwidths.Count == 1 ? $"{path}.bandwidth" : $"{path}.bandwidth[{i}]";
                if (isSound(place) && bandwidths[i].Content is int bandwidth && channel.ProblemOf(bandwidth) is { } problem)
                    report(place, $"{bandwidth}: {problem}");
            }
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,59}\z")]
    private static partial Regex NamePattern();
}
