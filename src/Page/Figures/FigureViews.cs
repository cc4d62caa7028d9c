using JsccGrid.Curves;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Page.Figures;

/// <summary>Draws the paper's figures from the results at hand, by the same rules as the reports of the command line.</summary>
internal static class FigureViews
{
    /// <summary>More lines than this nobody tells apart.</summary>
    public const int MaxCurves = 10;

    /// <summary>Points of a curve that are sent; of more, evenly many are left out.</summary>
    public const int MaxPoints = 64;

    private const int Digits = 5;

    /// <param name="cells">The cells of a grid.</param>
    /// <param name="results">The results of those that are finished, as far as they were read.</param>
    /// <param name="settings">What the figures show; null for what fits the cells best.</param>
    /// <exception cref="ArgumentException">The results make no curves: two recipes or data sets are mixed.</exception>
    public static IReadOnlyList<FigureView> Build(
        IReadOnlyCollection<CellSnapshot> cells, IEnumerable<CellResult> results, FigureSettings? settings)
    {
        settings ??= Guess(cells);
        return
        [
            .. from figure in CurveBuilder.Build(results, settings).Figures
               let shown = cells.Where(cell => figure.Definition.Has(cell.Spec)).ToList()
               where shown.Count > 0
               select View(figure, shown),
        ];
    }

    /// <summary>The bandwidth that most joint cells have, for a grid that was submitted without a grid file.</summary>
    private static FigureSettings Guess(IEnumerable<CellSnapshot> cells) => new()
    {
        Bandwidth = cells.Select(cell => cell.Spec.Find(Axis.Bandwidth)).OfType<int>()
            .CountBy(bandwidth => bandwidth)
            .OrderByDescending(count => count.Value).ThenBy(count => count.Key)
            .Select(count => count.Key)
            .FirstOrDefault(1),
    };

    private static FigureView View(Figure figure, List<CellSnapshot> shown)
    {
        var definition = figure.Definition;
        var lines = shown.Select(cell => definition.LineOf(cell.Spec)).Where(line => line.Value is not null).Distinct()
            .Order(FigureDefinition.LineOrder).ToList();
        return new(
            definition.Name, definition.IsOfThePaper ? $"{definition.Heading} · {definition.Title}" : definition.Title, figure.Subtitle,
            figure.Over, figure.Shown, definition.Over == FigureDefinition.TestSnr, figure.IsLogarithmic,
            definition.Shows != FigureMeasure.Bits,
            shown.Count, shown.Count(cell => cell.Status == WorkStatus.Committed),
            [.. Evenly([.. Places(definition, shown)], MaxPoints)],
            [.. Evenly(figure.Curves, MaxCurves).Select(curve => View(figure, curve, CurveStyles.Of(curve, lines, definition)))],
            Math.Max(0, figure.Curves.Count - MaxCurves), figure.Baseline is { } baseline ? figure.ValueOf(baseline)?.Mean : null);
    }

    /// <summary>Where its cells will have points once they are finished.</summary>
    private static IEnumerable<SnrDb> Places(FigureDefinition definition, List<CellSnapshot> shown) =>
        definition.Over == FigureDefinition.TestSnr
            ? shown.Select(cell => cell.Spec.Recipe).Distinct<Recipe>(ReferenceEqualityComparer.Instance)
                .SelectMany(recipe => recipe.Evaluation.TestSnrDb).Distinct().Order()
            : shown.Select(cell => cell.Spec.Scheme.FindAxis(definition.Over)?.ValueOf(cell.Spec)?.Number)
                .OfType<double>().Distinct().Order()
                .Select(number => new SnrDb(number));

    private static CurveView View(Figure figure, Curve curve, CurveStyle style) => new(
        curve.Series, curve.Name, StyleView.Of(style),
        [.. Evenly(curve.Points, MaxPoints).Select(point =>
        {
            var (mean, error) = figure.ValueOf(point)!.Value;
            return new PointView(new SnrDb(point.X), Math.Round(mean, Digits), Math.Round(error, Digits), point.Seeds.Count);
        })],
        [.. Evenly(curve.Steps, MaxPoints)
            .Select(step => new[] { Math.Round(step.FromSnrDb.Value, Digits), Math.Round(step.Top1, Digits) })]);

    /// <summary>At most so many of a list, with its first and its last.</summary>
    private static IEnumerable<T> Evenly<T>(IReadOnlyList<T> all, int most) => all.Count <= most
        ? all
        : Enumerable.Range(0, most).Select(index => all[(int)((long)index * (all.Count - 1) / (most - 1))]);
}
