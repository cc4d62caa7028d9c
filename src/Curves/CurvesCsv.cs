using System.Globalization;
using System.Text;
using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Curves;

/// <summary>
/// Every number behind the figures in long form, one point a row; docs/curves.md explains the columns. The same results give the
/// same bytes, in whatever order they come: numbers are written in the invariant culture, shortest form that reads back equal.
/// </summary>
public static class CurvesCsv
{
    /// <summary>The columns that every file has. Behind them come those of other axes that a line's cells have a value on.</summary>
    public const string Header =
        "figure,series,scheme,bandwidth,snr_train_db,latent_dimension,lambda,snr_db,"
        + "top1,standard_error,error_bar,seeds,draws,map,bits,bits_ideal";

    private static readonly Axis[] Always = [Axis.Bandwidth, Axis.TrainSnrDb, Axis.LatentDimension, Axis.Lambda];

    /// <summary>The file's text: lines end with a line feed, no field needs quoting.</summary>
    public static string Write(PaperCurves curves)
    {
        var rows = Rows(curves).ToList();
        List<string> further = [.. rows.SelectMany(row => row.At).Select(at => at.Key).Except(Always.Select(axis => axis.Key)).Distinct()];
        var text = new StringBuilder().AppendJoin(',', further.Select(Column).Prepend(Header)).Append('\n');
        foreach (var row in rows) Append(text, row, further);
        return text.ToString();
    }

    private static IEnumerable<Row> Rows(PaperCurves curves)
    {
        foreach (var figure in curves.Figures)
        {
            foreach (var curve in figure.Curves)
                foreach (var point in curve.Points)
                    yield return RowOf(figure, curve, point);
            if (figure.Baseline is { } baseline)
                yield return new Row(figure.Definition.Name, Scheme.ReIdBaseline.Name, Scheme.ReIdBaseline, [], baseline);
        }
        foreach (var point in curves.OperatingPoints)
        {
            Coordinates at =
                [Axis.Bandwidth.At(curves.Settings.Bandwidth), Axis.LatentDimension.At(point.LatentDimension),
                    Axis.Lambda.At(point.Lambda)];
            var series = $"dim={point.LatentDimension} lambda={Text(point.Lambda)}";
            if (point.BackboneWeights != Axis.BackboneWeights.Default)
            {
                at = at.With(Axis.BackboneWeights.At(point.BackboneWeights));
                series += $" {Axis.BackboneWeights.Symbol}={point.BackboneWeights}";
            }
            yield return new Row(
                "operating-points", series, Scheme.Digital, at, point.Delivered, point.MeasuredBits.Mean, point.IdealBits.Mean);
        }
    }

    private static Row RowOf(Figure figure, Curve curve, CurvePoint point)
    {
        var choices = point.Seeds.Select(seed => seed.Digital).OfType<DigitalChoice>().ToList();
        double? bits = choices.Count > 0 && choices.Count == point.Seeds.Count ? choices.Average(choice => choice.Bits)
            : curve.Scheme.HasBits && choices.Count == 0 ? point.Bits?.Mean
            : null;
        return new Row(
            figure.Definition.Name, curve.Series, curve.Scheme, point.Coordinates, point,
            curve.IsIdeal ? null : bits, curve.IsIdeal ? bits : null);
    }

    private static void Append(StringBuilder text, Row row, IReadOnlyList<string> further)
    {
        var point = row.Point;
        text.AppendJoin(',',
        [
            row.Figure, row.Series, row.Scheme.Name, .. Always.Select(axis => row.At.Find(axis.Key)?.ToString() ?? ""),
            point.SnrDb.ToString(),
            Text(point.Top1.Mean), point.ErrorBar == ErrorBar.None ? "" : Text(point.Top1.StandardError), Text(point.ErrorBar),
            Text(point.Seeds.Count), Text(point.NoiseDraws), Text(point.MeanAveragePrecision?.Mean), Text(row.Bits), Text(row.IdealBits),
            .. further.Select(key => row.At.Find(key)?.ToString() ?? ""),
        ]).Append('\n');
    }

    /// <summary>The key of an axis as a column: <c>trainSnrDb</c> is <c>train_snr_db</c>.</summary>
    private static string Column(string key) => JsonNamingPolicy.SnakeCaseLower.ConvertName(key);

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Text(ErrorBar errorBar) => errorBar switch
    {
        ErrorBar.None => "none",
        ErrorBar.NoiseDraws => "draws",
        ErrorBar.Seeds => "seeds",
        _ => throw new ArgumentOutOfRangeException(nameof(errorBar), errorBar, null),
    };

    /// <param name="Figure">Name of the figure.</param>
    /// <param name="Series">What its line is called.</param>
    /// <param name="Scheme">The scheme of its cells.</param>
    /// <param name="At">What its cells have in common.</param>
    /// <param name="Point">What they scored.</param>
    /// <param name="Bits">Measured bits a query; null does not apply.</param>
    /// <param name="IdealBits">Bits a query under the density model; null does not apply.</param>
    private sealed record Row(
        string Figure, string Series, Scheme Scheme, Coordinates At, CurvePoint Point, double? Bits = null, double? IdealBits = null);
}
