using System.Globalization;

namespace JsccGrid.Curves.Claims;

/// <summary>
/// The lead of the re-ID baseline: its top-1 minus chance. Tolerances are shares of it, so that they mean the same on hard and easy data.
/// </summary>
internal sealed record Lead(CurvePoint Baseline, double ChanceTop1)
{
    /// <summary>
    /// How far from chance to 1 a baseline must be to have learned, and from chance to the baseline a scheme.
    /// </summary>
    public const double LearnedShare = 0.1;

    public double Points => Baseline.Top1.Mean - ChanceTop1;

    /// <summary>Returns the lead of a grid whose baseline has learned; otherwise null, and why there is none.</summary>
    public static (Lead? Lead, string Problem) Of(PaperCurves curves)
    {
        if (curves.TestSet is not { } test || curves.Baseline is not { } baseline)
            return (null, "No re-ID baseline: without it no claim is judged.");
        var top1 = baseline.Top1.Mean;
        var least = test.ChanceTop1 + (LearnedShare * (1 - test.ChanceTop1));
        if (top1 >= least && test.IsClearlyAboveChance(top1)) return (new Lead(baseline, test.ChanceTop1), "");
        var reason = top1 < least
            ? $"it counts as learned from {Wording.Points(least)} on, a tenth of the way from chance to 100"
            : "so few queries do not tell it from chance";
        return (null, $"The re-ID baseline has not learned: {Wording.Points(top1)} points of top-1 where chance is "
            + $"{Wording.Points(test.ChanceTop1)}; {reason}. Without it no claim is judged.");
    }

    /// <summary>Whether a scheme shows anything: a tenth of the lead above chance somewhere.</summary>
    public bool IsLearned(IEnumerable<CurvePoint> points) => points.Any(point => point.Top1.Mean - ChanceTop1 >= LearnedShare * Points);

    /// <summary>Points of top-1 as a share of the lead: <c>8.5 %</c>.</summary>
    public string Share(double top1) => string.Create(CultureInfo.InvariantCulture, $"{100 * top1 / Points:0.0;−0.0} % of the lead");

    /// <summary>By how much a loss exceeds a share of the lead.</summary>
    public Contrast Excess(Contrast loss, double share) => new Contrast().Add(1, loss).Add(-share, Baseline).Add(share * ChanceTop1);
}
