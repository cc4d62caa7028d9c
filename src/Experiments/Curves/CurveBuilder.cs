using System.Globalization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Curves;

/// <summary>Builds the paper's curves from the results at hand; what is missing is left out.</summary>
public static class CurveBuilder
{
    /// <param name="results">Cells of one grid in any order: the order changes nothing.</param>
    /// <param name="settings">The bandwidth of Fig. 4a and 4b.</param>
    /// <exception cref="ArgumentException">
    /// Two results for the same coordinates (two recipes or data sets mixed), a result without points, or a digital one without bits.
    /// </exception>
    public static PaperCurves Build(IEnumerable<CellResult> results, FigureSettings settings)
    {
        var table = new ResultTable(results);
        var baseline = table.Of(Scheme.ReIdBaseline).FirstOrDefault() is { } cell
            ? table.Point(Scheme.ReIdBaseline, null, null, cell.Points[^1].TestSnrDb)
            : null;
        var collapse = new CollapseRule(table.TestSet, baseline);
        var start = table.Of(Scheme.JsccFc).FirstOrDefault() is { } started ? Start(started.Spec) : null;
        return new PaperCurves
        {
            Settings = settings,
            Fig4a = new PaperFigure
            {
                Name = FigureName.Fig4a,
                Title = $"Methods at B = {settings.Bandwidth}",
                Subtitle = "JSCC trained and tested at the same SNR" + (start is null ? "" : $"; JSCC FC starts from {start}"),
                Curves = NotEmpty(
                    Matched(table, Scheme.JsccAe, settings.Bandwidth, Scheme.JsccAe.Name, Scheme.JsccAe.Title),
                    Matched(table, Scheme.JsccFc, settings.Bandwidth, Scheme.JsccFc.Name, Scheme.JsccFc.Title),
                    Digital(table, settings.Bandwidth, collapse)),
                Baseline = baseline,
            },
            Fig4b = new PaperFigure
            {
                Name = FigureName.Fig4b,
                Title = $"JSCC AE at B = {settings.Bandwidth} off its training SNR",
                Subtitle = "Each network trained at one SNR and tested at all",
                Curves = NotEmpty([.. Lines(table, settings.Bandwidth)]),
                Baseline = baseline,
            },
            Fig4c = new PaperFigure
            {
                Name = FigureName.Fig4c,
                Title = "JSCC AE by bandwidth B",
                Subtitle = "Trained and tested at the same SNR",
                Curves = NotEmpty([.. Values(table.Of(Scheme.JsccAe), Axis.Bandwidth).Select(bandwidth =>
                    Matched(table, Scheme.JsccAe, bandwidth, $"B={bandwidth}", $"B = {bandwidth}"))]),
                Baseline = baseline,
            },
            OperatingPoints = [.. OperatingPoints(table, settings.Bandwidth, collapse)],
            TestSet = table.TestSet,
            FullyConnectedStart = start,
        };
    }

    private static EquatableList<Curve> NotEmpty(params IReadOnlyList<Curve> curves) => [.. curves.Where(curve => curve.Points.Count > 0)];

    private static Curve Matched(ResultTable table, Scheme scheme, int bandwidth, string series, string title) => new()
    {
        Series = series,
        Title = title,
        Scheme = scheme,
        Bandwidth = bandwidth,
        Points = [.. table.TestSnrDb.Select(snr => table.Point(scheme, bandwidth, snr, snr)).OfType<CurvePoint>()],
    };

    private static IEnumerable<Curve> Lines(ResultTable table, int bandwidth) =>
        from train in Values(table.Of(Scheme.JsccAe).Where(cell => cell.Spec.Find(Axis.Bandwidth) == bandwidth), Axis.TrainSnrDb)
        select new Curve
        {
            Series = $"snr_train={train}",
            Title = train.IsNoiseless ? "∞" : string.Create(CultureInfo.InvariantCulture, $"{train.Value:0.##;−0.##} dB"),
            Scheme = Scheme.JsccAe,
            Bandwidth = bandwidth,
            TrainSnrDb = train,
            Points = [.. table.TestSnrDb.Select(test => table.Point(Scheme.JsccAe, bandwidth, train, test)).OfType<CurvePoint>()],
        };

    private static Curve Digital(ResultTable table, int bandwidth, CollapseRule collapse)
    {
        var cells = table.Of(Scheme.Digital).ToList();
        var envelope = new DigitalEnvelope(cells, bandwidth, collapse);
        var axis = cells.Count == 0 ? [] : table.TestSnrDb;
        var finite = axis.Where(snr => !snr.IsNoiseless).ToList();
        return new Curve
        {
            Series = Scheme.Digital.Name,
            Title = Scheme.Digital.Title,
            Scheme = Scheme.Digital,
            Bandwidth = bandwidth,
            Points = [.. axis.Select(envelope.At)],
            Steps = finite.Count == 0 ? [] : [.. envelope.Steps(finite[0], finite[^1])],
        };
    }

    private static IEnumerable<DigitalOperatingPoint> OperatingPoints(ResultTable table, int bandwidth, CollapseRule collapse) =>
        from cell in table.Of(Scheme.Digital)
        group cell by (LatentDimension: cell.Spec.Value(Axis.LatentDimension), Lambda: cell.Spec.Value(Axis.Lambda)) into seeds
        let measured = Over(seeds, cell => cell.Bits!.Measured)
        let requiredSnr = ShannonCapacity.RequiredSnr(measured.Mean, bandwidth)
        select new DigitalOperatingPoint
        {
            LatentDimension = seeds.Key.LatentDimension,
            Lambda = seeds.Key.Lambda,
            MeasuredBits = measured,
            IdealBits = Over(seeds, cell => cell.Bits!.Ideal),
            RequiredSnrDb = requiredSnr,
            Delivered = new CurvePoint { SnrDb = requiredSnr, Seeds = [.. seeds.Select(cell => ResultTable.Score(cell, cell.Points[^1]))] },
            CollapsedSeeds = seeds.Count(collapse.Applies),
        };

    private static Estimate Over(IEnumerable<CellResult> seeds, Func<CellResult, Estimate> quantity)
    {
        var estimates = seeds.Select(quantity).ToList();
        return estimates.Count == 1 ? estimates[0] : Estimate.Of([.. estimates.Select(estimate => estimate.Mean)]);
    }

    private static string Start(CellSpec spec) => spec.Recipe.FullyConnected.Start switch
    {
        TrainingStart.Baseline => "the re-ID baseline",
        _ when spec.Weights is { } weights => weights.Name,
        _ => "random weights",
    };

    private static IEnumerable<T> Values<T>(IEnumerable<CellResult> cells, Axis<T> axis) where T : struct =>
        cells.Select(cell => cell.Spec.Find(axis)).OfType<T>().Distinct().Order();
}
