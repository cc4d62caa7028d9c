using System.Text.RegularExpressions;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Grids;

/// <summary>What the figures of a grid must satisfy, so that every line has one point at a place.</summary>
/// <param name="grid">As far as it could be read.</param>
/// <param name="isSound">Whether the value at a path was read.</param>
/// <param name="report">Takes every violation as (path, what would be right).</param>
internal sealed partial class FigureRules(GridDefinition grid, Func<string, bool> isSound, Action<string, string> report)
{
    /// <summary>Bits are sent over what the figure names, although no digital cell has a coordinate for it.</summary>
    private static readonly Axis[] OfBits = [Axis.Bandwidth, Axis.Channel];

    /// <summary>What rows of curves.csv are called that are of no figure.</summary>
    private const string OperatingPoints = "operating-points";

    public void Check()
    {
        if (grid.Figures is not { } figures) return;
        if (figures.Channel is { } channel && isSound("figures.channel") && ChannelCatalog.Find(channel) is null)
            report("figures.channel", ChannelCatalog.WhyUnknown(channel));
        if (isSound("figures.bandwidth") && figures.OverChannel.ProblemOf(figures.Bandwidth) is { } problem)
            report("figures.bandwidth", problem);
        if (figures.BlockError is not null && !figures.OverChannel.IsKnownForFiniteCodes)
            report("figures.blockError", WhyNoCodes(figures.OverChannel));
        var taken = PaperFigures.Of(figures).Select(figure => figure.FileName).Append(OperatingPoints).ToHashSet();
        for (var i = 0; i < (figures.Further?.Count ?? 0); i++)
            if (figures.Further![i] is { } figure && isSound($"figures.further[{i}]")) CheckFigure(figure, $"figures.further[{i}]", taken);
    }

    private void CheckFigure(FigureDefinition figure, string path, HashSet<string> taken)
    {
        if (isSound($"{path}.name"))
        {
            if (!NamePattern().IsMatch(figure.Name) || figure.Name.EndsWith("-dark", StringComparison.Ordinal))
            {
                report($"{path}.name",
                    $"'{figure.Name}' is not the name of a figure: a lower-case letter, then letters, digits and '-', at most 40, "
                    + "and not '-dark' at the end.");
            }
            else if (!taken.Add(figure.Name))
            {
                report($"{path}.name", $"'{figure.Name}' is taken; expected another name.");
            }
        }
        if (figure.Cells?.Scheme is not { } schemes || schemes.Any(scheme => scheme is null) || !isSound($"{path}.cells.scheme")) return;
        if (schemes.Distinct().Count() < schemes.Count) report($"{path}.cells.scheme", "a scheme stands there twice; remove one.");
        foreach (var scheme in schemes.Where(scheme => scheme.IsReference))
            report($"{path}.cells.scheme", $"{scheme.Name} is in every figure, as its dashed line; remove it.");
        var keys = schemes.SelectMany(scheme => scheme.HasBits ? scheme.Axes.Concat(OfBits) : scheme.Axes)
            .Select(axis => axis.Key).ToHashSet();
        foreach (var named in figure.Cells.Axes.Where(named => !keys.Contains(named.Key)))
            report($"{path}.cells.{named.Key}", $"none of its schemes has such a coordinate; remove it.");
        if (figure.Lines != FigureDefinition.ByScheme && schemes.All(scheme => figure.LineAxis(scheme) is null))
            report($"{path}.lines",
                $"'{figure.Lines}' is neither '{FigureDefinition.ByScheme}' nor a coordinate of its schemes: {Listed(schemes)}.");
        if (schemes.Any(scheme => scheme.HasBits)) CheckBits(figure, path);
        else if (figure.BlockError is not null)
            report($"{path}.blockError", "none of its schemes has bits that a code carries; remove it.");
        if (figure.Shows == FigureMeasure.Bits)
            foreach (var scheme in schemes.Where(scheme => !scheme.HasBits)) report($"{path}.shows", $"{scheme.Name} has no bits.");
        if (!CheckOver(figure, schemes, path)) return;
        foreach (var scheme in schemes) CheckPlaces(figure, scheme, path);
    }

    /// <summary>Over SNR, bits are a line of what one channel carries in one number of uses.</summary>
    private void CheckBits(FigureDefinition figure, string path)
    {
        if (figure.Over != FigureDefinition.TestSnr)
        {
            if (figure.BlockError is not null)
                report($"{path}.blockError", $"codes make a line over {FigureDefinition.TestSnr} alone; remove it.");
            return;
        }
        foreach (var axis in OfBits.Where(axis => figure.Cells.Find(axis)?.Count > 1))
            report($"{path}.cells.{axis.Key}",
                $"bits are sent over one {axis.Key}, and {figure.Cells.Find(axis)!.Count} are named; expected one.");
        var channel = figure.ChannelOfBits;
        if (figure.Cells.Find(Axis.Bandwidth) is [{ Content: int bandwidth }] && channel.ProblemOf(bandwidth) is { } problem)
            report($"{path}.cells.bandwidth", problem);
        if (figure.Shows == FigureMeasure.MeanAveragePrecision && !channel.IsAllOrNothing)
        {
            report($"{path}.shows",
                $"over {channel.Name} some bits are lost and matched at random, whose mean average precision is not known; "
                + "expected top1.");
        }
        if (figure.BlockError is null) return;
        if (figure.Shows != FigureMeasure.Top1)
            report($"{path}.blockError", "codes of finite length make a line of top1 alone; remove it.");
        if (!channel.IsKnownForFiniteCodes) report($"{path}.blockError", WhyNoCodes(channel));
    }

    private static string WhyNoCodes(Channel channel) => $"what codes of finite length reach over {channel.Name} is not known; remove it.";

    private bool CheckOver(FigureDefinition figure, IEnumerable<Scheme> schemes, string path)
    {
        if (figure.Over == FigureDefinition.TestSnr) return true;
        var without = schemes.Where(scheme => scheme.Axes.All(axis => axis.Key != figure.Over || axis.Type == typeof(string))).ToList();
        foreach (var scheme in without)
        {
            report($"{path}.over",
                $"'{figure.Over}' is neither '{FigureDefinition.TestSnr}' nor a coordinate of {scheme.Name} whose values are numbers: "
                + $"{Listed([scheme])}.");
        }
        return without.Count == 0;
    }

    /// <summary>
    /// Cells of a line at one place may differ in their seeds alone, unless the figure draws the best of them. A line of bits is an
    /// envelope of cells.
    /// </summary>
    private void CheckPlaces(FigureDefinition figure, Scheme scheme, string path)
    {
        var isOverSnr = figure.Over == FigureDefinition.TestSnr;
        if (figure.Points == FigurePoints.Best || (scheme.HasBits && isOverSnr)) return;
        var hasOnePoint = figure.Points == FigurePoints.Matched && scheme.Axes.Contains(Axis.TrainSnrDb);
        if (!isOverSnr && scheme.CrossesChannel && !hasOnePoint)
        {
            report($"{path}.points",
                $"a {scheme.Name} cell has a point for every test SNR, where a line over {figure.Over} has one at a place; "
                + $"expected {(scheme.Axes.Contains(Axis.TrainSnrDb) ? "matched or best" : "best")}.");
            return;
        }
        foreach (var axis in scheme.Axes)
        {
            var isApart = axis.Key == figure.Lines || axis.Key == figure.Over
                || (axis == Axis.TrainSnrDb && isOverSnr && figure.Points == FigurePoints.Matched);
            if (isApart || Values(figure, scheme, axis) <= 1) continue;
            report($"{path}.cells", $"the grid has {scheme.Name} cells of several {axis.Key}, which one line cannot show at one place; "
                + $"name one ({axis.Key}: …), draw a line for each (lines: {axis.Key}), or the best of them (points: best).");
        }
    }

    /// <summary>How many values the cells that a figure shows have on an axis.</summary>
    private int Values(FigureDefinition figure, Scheme scheme, Axis axis)
    {
        var swept = (grid.Sweeps ?? []).Where(sweep => scheme.Equals(sweep?.Scheme)).SelectMany(sweep => sweep.Find(axis) ?? [])
            .ToHashSet();
        if (figure.Cells.Find(axis) is { } named) return named.Count(value => swept.Contains(value) || value == axis.DefaultValue);
        // Only the default is shown of an axis that has one and is not named.
        return axis.DefaultValue is not null ? 1 : swept.Count;
    }

    private static string Listed(IEnumerable<Scheme> schemes) =>
        string.Join(", ", schemes.SelectMany(scheme => scheme.Axes).Select(axis => axis.Key).Distinct());

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex NamePattern();
}
