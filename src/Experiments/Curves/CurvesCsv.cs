using System.Globalization;
using System.Text;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Curves;

/// <summary>
/// Every number behind the figures in long form, one point a row; docs/curves.md explains the columns. The same results give the
/// same bytes, in whatever order they come: numbers are written in the invariant culture, shortest form that reads back equal.
/// </summary>
public static class CurvesCsv
{
    public const string Header =
        "figure,series,scheme,bandwidth,snr_train_db,latent_dimension,lambda,snr_db,top1,standard_error,error_bar,seeds,draws,map,bits,bits_ideal";

    /// <summary>The file's text: lines end with a line feed, no field needs quoting.</summary>
    public static string Write(PaperCurves curves)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var figure in curves.Figures)
        {
            foreach (var curve in figure.Curves)
                foreach (var point in curve.Points)
                    Append(text, figure.Name.Name(), curve, point);
            if (figure.NoiselessBound is { } bound)
                Append(text, figure.Name.Name(), Scheme.ReIdBaseline.Name(), Scheme.ReIdBaseline, null, null, null, null, bound, null, null);
        }
        foreach (var point in curves.OperatingPoints)
            Append(text, "operating-points", $"dim={point.LatentDimension} lambda={Text(point.Lambda)}", Scheme.Digital, curves.Settings.Bandwidth, null,
                point.LatentDimension, point.Lambda, point.Delivered, point.MeasuredBits, point.IdealBits);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string figure, Curve curve, CurvePoint point)
    {
        var trainSnr = curve.Scheme.IsJointSourceChannel() ? curve.TrainSnrDb ?? point.SnrDb : (SnrDb?)null;
        var choices = point.Seeds.Select(seed => seed.Digital).OfType<DigitalChoice>().ToList();
        var agreed = choices.Count == point.Seeds.Count && choices.All(choice => (choice.LatentDimension, choice.Lambda) == (choices[0].LatentDimension, choices[0].Lambda))
            ? choices[0]
            : null;
        var bits = choices.Count == point.Seeds.Count && choices.Count > 0 ? Estimate.Of([.. choices.Select(choice => choice.MeasuredBits)]) : (Estimate?)null;
        Append(text, figure, curve.Series, curve.Scheme, curve.Bandwidth, trainSnr, agreed?.LatentDimension, agreed?.Lambda, point, bits, null);
    }

    private static void Append(
        StringBuilder text, string figure, string series, Scheme scheme, int? bandwidth, SnrDb? trainSnr, int? dimension, double? lambda,
        CurvePoint point, Estimate? bits, Estimate? idealBits) =>
        text.AppendJoin(',',
            figure, series, scheme.Name(), bandwidth?.ToString(CultureInfo.InvariantCulture), trainSnr?.ToString(),
            dimension?.ToString(CultureInfo.InvariantCulture), Text(lambda), point.SnrDb.ToString(),
            Text(point.Top1.Mean), point.ErrorBar == ErrorBar.None ? "" : Text(point.Top1.StandardError), Text(point.ErrorBar),
            point.Seeds.Count.ToString(CultureInfo.InvariantCulture), point.NoiseDraws.ToString(CultureInfo.InvariantCulture),
            Text(point.MeanAveragePrecision?.Mean), Text(bits?.Mean), Text(idealBits?.Mean)).Append('\n');

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Text(ErrorBar errorBar) => errorBar switch
    {
        ErrorBar.None => "none",
        ErrorBar.NoiseDraws => "draws",
        ErrorBar.Seeds => "seeds",
        _ => throw new ArgumentOutOfRangeException(nameof(errorBar), errorBar, null),
    };
}
