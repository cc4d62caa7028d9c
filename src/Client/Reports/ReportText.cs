using System.Globalization;
using JsccGrid.Client.Figures;
using JsccGrid.Curves;
using JsccGrid.Curves.Claims;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Text;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Client.Reports;

/// <summary>Numbers and names as the report words them.</summary>
internal static class ReportText
{
    /// <summary><c>59.2 ± 0.4</c>: percent of queries.</summary>
    public static string Percent(CurvePoint? point) => point is null ? "" : Percent(point.Top1, point.ErrorBar != ErrorBar.None);

    public static string Percent(Estimate fraction, bool withError) => withError
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * fraction.Mean:0.0} ± {100 * fraction.StandardError:0.0}")
        : string.Create(CultureInfo.InvariantCulture, $"{100 * fraction.Mean:0.0}");

    /// <summary>What a figure shows of a point: percent, or bits.</summary>
    public static string Value(Figure figure, CurvePoint? point)
    {
        if (point is null || figure.ValueOf(point) is not var (mean, error)) return "";
        var scale = figure.Scale;
        return Percent(new Estimate(mean * scale / 100, error * scale / 100), point.ErrorBar != ErrorBar.None);
    }

    /// <summary><c>∞</c> for the noiseless channel.</summary>
    public static string Decibels(SnrDb snr) => Place(snr.Value);

    /// <summary>A place on the horizontal axis of a figure; <c>∞</c> for the noiseless channel.</summary>
    public static string Place(double x) => double.IsInfinity(x) ? "∞" : string.Create(CultureInfo.InvariantCulture, $"{x:0.##;−0.##}");

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary><c>3 seeds, 1,400 queries of 700 identities</c>: what a verdict rests on.</summary>
    public static string Sample(Claim claim)
    {
        if (claim.Queries is not { } queries) return "no number of queries";
        var tested = string.Create(CultureInfo.InvariantCulture, $"{queries:#,0} {(queries == 1 ? "query" : "queries")}");
        if (claim.Identities is { } identities)
            tested += string.Create(CultureInfo.InvariantCulture, $" of {identities:#,0} {(identities == 1 ? "identity" : "identities")}");
        return claim.Seeds == 0 ? tested : $"{Counted.Text(claim.Seeds, "seed")}, {tested}";
    }

    /// <summary><c>1 h 02 min</c>, <c>3 min 20 s</c>, <c>4.2 s</c>.</summary>
    public static string Duration(TimeSpan time) =>
        time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min")
        : time.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    /// <summary>The weights that end-to-end training of JSCC FC starts from.</summary>
    public static string FullyConnectedStart(RunReport report) => report.Grid.Recipe.FullyConnected.Start switch
    {
        TrainingStart.Baseline => "the re-ID baseline",
        _ => report.Weights?.Name ?? "random weights",
    };
}
