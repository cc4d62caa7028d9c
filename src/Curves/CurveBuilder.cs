using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves;

/// <summary>Builds the curves of a grid's figures from the results at hand; what is missing is left out.</summary>
public static class CurveBuilder
{
    /// <param name="results">Cells of one grid in any order: the order changes nothing.</param>
    /// <param name="settings">What the figures show.</param>
    /// <exception cref="ArgumentException">
    /// Two results for the same coordinates (two recipes or data sets mixed), a result without points, or a digital one without bits.
    /// </exception>
    public static PaperCurves Build(IEnumerable<CellResult> results, FigureSettings settings)
    {
        var table = new ResultTable(results);
        var baseline = table.Networks.FirstOrDefault(network => network.Spec.Scheme == Scheme.ReIdBaseline)?.Undisturbed;
        var collapse = new CollapseRule(table.TestSet, baseline);
        return new PaperCurves
        {
            Settings = settings,
            Figures = [.. settings.All.Select(definition => new FigureBuilder(definition, settings, table, baseline, collapse).Build())],
            OperatingPoints = [.. OperatingPoints(table, settings.Bandwidth, collapse)],
            TestSet = table.TestSet,
            Baseline = baseline,
        };
    }

    private static IEnumerable<DigitalOperatingPoint> OperatingPoints(ResultTable table, int bandwidth, CollapseRule collapse) =>
        from network in table.Networks
        where network.Spec.Scheme == Scheme.Digital
        let measured = network.Undisturbed.Bits!.Value
        let requiredSnr = ShannonCapacity.RequiredSnr(measured.Mean, bandwidth)
        select new DigitalOperatingPoint
        {
            LatentDimension = network.Spec.Value(Axis.LatentDimension),
            Lambda = network.Spec.Value(Axis.Lambda),
            BackboneWeights = $"{network.Spec.Scheme.PartOf(network.Spec)}",
            MeasuredBits = measured,
            IdealBits = Estimate.OverSeeds([.. network.Cells.Select(cell => cell.Bits!.Ideal)]),
            RequiredSnrDb = requiredSnr,
            Delivered = network.Undisturbed with { SnrDb = requiredSnr },
            CollapsedSeeds = network.Cells.Count(collapse.Applies),
        };
}
