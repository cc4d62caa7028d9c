using System.Globalization;
using System.Text;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Curves;

/// <summary>
/// Every number behind the figures in long form, one point a row; docs/curves.md explains the columns. The same results give the
/// same bytes, in whatever order they come: numbers are written in the invariant culture, shortest form that reads back equal.
/// </summary>
public static class CurvesCsv
{
    public const string Header =
        "figure,series,scheme,bandwidth,snr_train_db,latent_dimension,lambda,snr_db,"
        + "top1,standard_error,error_bar,seeds,draws,map,bits,bits_ideal";

    /// <summary>The file's text: lines end with a line feed, no field needs quoting.</summary>
    public static string Write(PaperCurves curves)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var figure in curves.Figures)
        {
            foreach (var curve in figure.Curves)
                foreach (var point in curve.Points)
                    Append(text, figure.Name.Name(), curve, point);
            if (figure.Baseline is { } baseline)
                Append(text, figure.Name.Name(), Scheme.ReIdBaseline.Name, Scheme.ReIdBaseline, new Common(), baseline);
        }
        foreach (var point in curves.OperatingPoints)
        {
            var coordinates = new Common(curves.Settings.Bandwidth, null, point.LatentDimension, point.Lambda);
            Append(text, "operating-points", $"dim={point.LatentDimension} lambda={Text(point.Lambda)}", Scheme.Digital, coordinates,
                point.Delivered, point.MeasuredBits.Mean, point.IdealBits.Mean);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string figure, Curve curve, CurvePoint point)
    {
        var trainSnr = curve.Scheme.CrossesChannel ? curve.TrainSnrDb ?? point.SnrDb : (SnrDb?)null;
        var choices = point.Seeds.Select(seed => seed.Digital).OfType<DigitalChoice>().ToList();
        var delivered = choices.Count == point.Seeds.Count;
        var agreed = delivered && choices.DistinctBy(choice => (choice.LatentDimension, choice.Lambda)).Count() == 1 ? choices[0] : null;
        Append(text, figure, curve.Series, curve.Scheme, new Common(curve.Bandwidth, trainSnr, agreed?.LatentDimension, agreed?.Lambda),
            point, delivered ? choices.Average(choice => choice.MeasuredBits) : null);
    }

    private static void Append(
        StringBuilder text, string figure, string series, Scheme scheme, Common at, CurvePoint point,
        double? bits = null, double? idealBits = null) =>
        text.AppendJoin(',',
            figure, series, scheme.Name, Text(at.Bandwidth), at.TrainSnrDb?.ToString(), Text(at.LatentDimension), Text(at.Lambda),
            point.SnrDb.ToString(),
            Text(point.Top1.Mean), point.ErrorBar == ErrorBar.None ? "" : Text(point.Top1.StandardError), Text(point.ErrorBar),
            Text(point.Seeds.Count), Text(point.NoiseDraws), Text(point.MeanAveragePrecision?.Mean), Text(bits), Text(idealBits)).Append('\n');

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Text(ErrorBar errorBar) => errorBar switch
    {
        ErrorBar.None => "none",
        ErrorBar.NoiseDraws => "draws",
        ErrorBar.Seeds => "seeds",
        _ => throw new ArgumentOutOfRangeException(nameof(errorBar), errorBar, null),
    };

    /// <summary>What a row's cells have in common; null does not apply.</summary>
    private readonly record struct Common(int? Bandwidth, SnrDb? TrainSnrDb, int? LatentDimension, double? Lambda);
}
