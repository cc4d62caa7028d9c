using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Curves;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Silo.Pages.Figures;

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
    public static IReadOnlyList<FigureView> Build(IReadOnlyCollection<CellStanding> cells, IEnumerable<CellResult> results, FigureSettings? settings)
    {
        settings ??= Guess(cells);
        var curves = CurveBuilder.Build(results, settings);
        return
        [
            .. curves.Figures.Select(figure =>
            {
                var shown = cells.Where(cell => figure.Name.Shows(cell.Spec, settings)).ToList();
                return View(figure, shown);
            }).Where(figure => figure.Cells > 0),
        ];
    }

    /// <summary>The bandwidth that most joint cells have, for a grid that was submitted without a grid file.</summary>
    private static FigureSettings Guess(IEnumerable<CellStanding> cells) => new()
    {
        Bandwidth = cells.Select(cell => cell.Spec.Find(Axis.Bandwidth)).OfType<int>()
            .CountBy(bandwidth => bandwidth)
            .OrderByDescending(count => count.Value).ThenBy(count => count.Key)
            .Select(count => count.Key)
            .FirstOrDefault(1),
    };

    private static FigureView View(PaperFigure figure, List<CellStanding> shown)
    {
        var lines = shown.Where(cell => cell.Spec.Find(Axis.Bandwidth) is not null)
            .Select(cell => LineOf(figure.Name, cell.Spec.Find(Axis.TrainSnrDb), cell.Spec.Value(Axis.Bandwidth)))
            .Distinct().Order().ToList();
        return new(
            figure.Name.Name(), figure.Title, figure.Subtitle, shown.Count, shown.Count(cell => cell.Status == WorkStatus.Committed),
            [.. Evenly([.. shown.Select(cell => cell.Spec.Recipe).Distinct<Recipe>(ReferenceEqualityComparer.Instance).SelectMany(recipe => recipe.Evaluation.TestSnrDb).Distinct().Order()], MaxPoints)],
            [.. Evenly(figure.Curves, MaxCurves).Select(curve => View(curve, lines.IndexOf(LineOf(figure.Name, curve.TrainSnrDb, curve.Bandwidth)), lines.Count))],
            Math.Max(0, figure.Curves.Count - MaxCurves), figure.Baseline?.Top1.Mean);
    }

    /// <summary>What tells the lines of a figure apart that have an order.</summary>
    private static double LineOf(FigureName figure, SnrDb? trainSnr, int bandwidth) => figure switch
    {
        FigureName.Fig4b => trainSnr!.Value.Value,
        FigureName.Fig4c => bandwidth,
        _ => 0,
    };

    private static CurveView View(Curve curve, int place, int places) => new(
        curve.Series, curve.Title, curve.Scheme.Name, place, places,
        [.. Evenly(curve.Points, MaxPoints).Select(point =>
            new PointView(point.SnrDb, Math.Round(point.Top1.Mean, Digits), Math.Round(point.Top1.StandardError, Digits), point.Seeds.Count))],
        [.. Evenly(curve.Steps, MaxPoints).Select(step => new[] { Math.Round(step.FromSnrDb.Value, Digits), Math.Round(step.Top1, Digits) })]);

    /// <summary>At most so many of a list, with its first and its last.</summary>
    private static IEnumerable<T> Evenly<T>(IReadOnlyList<T> all, int most) => all.Count <= most
        ? all
        : Enumerable.Range(0, most).Select(index => all[(int)((long)index * (all.Count - 1) / (most - 1))]);
}
