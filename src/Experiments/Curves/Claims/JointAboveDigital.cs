using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>Section 3.2: "JSCC provides a significant gain compared to the digital approach".</summary>
internal sealed class JointAboveDigital : IPaperClaim
{
    private static readonly SnrDb Highest = new(0);

    public string Statement => "JSCC is above the digital scheme at low SNR";

    public string Section => "3.2, Fig. 4a";

    public string Rule =>
        "Low: 0 dB and below. At two or more such SNRs: JSCC AE (train = test) is above the digital envelope at each, clearly above on "
        + "average, and clearly below at none.";

    public bool IsProvisional(ClaimVerdict verdict) => verdict == ClaimVerdict.Supported;

    public bool RestsOn(CellSpec cell, FigureSettings settings) =>
        cell.Scheme == Scheme.Digital || (cell.Scheme == Scheme.JsccAe && cell.Bandwidth == settings.Bandwidth && cell.TrainSnrDb <= Highest);

    public Finding Test(PaperCurves curves)
    {
        var digital = curves.Fig4a.Curves.FirstOrDefault(curve => curve.Scheme == Scheme.Digital);
        var finding = EverySnr.IsAbove(
            curves.Fig4a.Curves.FirstOrDefault(curve => curve.Scheme == Scheme.JsccAe), digital,
            Scheme.JsccAe.Title(), "digital envelope", minimum: 2, snr => snr <= Highest);
        if (curves.OperatingPoints.Count == 0) return finding;
        var least = Wording.Decibels(curves.OperatingPoints.Min(point => point.RequiredSnrDb));
        return finding with { Evidence = $"{finding.Evidence} Digital needs at least {least}; below, it is in outage." };
    }
}
