using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Curves.Claims;

/// <summary>Section 3.2: "channel SNR of at least 10dB is needed to recover the original re-ID baseline accuracy".</summary>
internal sealed class TenDecibelsRecover : IPaperClaim
{
    public string Statement => "10 dB recovers the accuracy of the re-ID baseline";

    public string Section => "3.2, Fig. 4b";

    public string Rule =>
        "At a test SNR of 10 dB, the best JSCC AE network is below the re-ID baseline by clearly less than 1.5 % of the "
        + $"baseline's lead over chance. The best network is {Wording.ChosenOnTest}.";

    public bool IsProvisional(ClaimVerdict verdict) => verdict == ClaimVerdict.NotSupported;

    public bool RestsOn(CellSpec cell, PaperCurves curves) =>
        cell.Scheme != Scheme.JsccAeAdaptive && curves[PaperFigures.Networks].Definition.Has(cell);

    public Finding Test(PaperCurves curves, Lead lead, IdentityBootstrap identities)
    {
        var best = curves.Networks
            .SelectMany(line => line.Points.Select(point => (Line: line, Point: point)))
            .GroupBy(item => item.Point.SnrDb)
            .OrderBy(snr => snr.Key)
            .Select(snr => snr.MaxBy(item => item.Point.Top1.Mean))
            .ToList();
        var (line, point) = best.Find(item => item.Point.SnrDb == Tolerance.RecoverySnrDb);
        if (point is null) return Finding.NotEnough("No JSCC AE network was tested at 10 dB.");
        var finding = Recovery.Test(
            point, $"JSCC AE (trained at {Wording.Decibels(line.TrainSnrDb!.Value)}) at 10 dB",
            best.Select(item => item.Point), lead, identities);
        return curves.Networks.Count < 2
            ? finding
            : finding with { Evidence = $"{finding.Evidence} The best of {curves.Networks.Count} networks, {Wording.ChosenOnTest}." };
    }
}
