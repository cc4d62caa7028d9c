using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;

namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>Section 3.2: "channel SNR of at least 10dB is needed to recover the original re-ID baseline accuracy".</summary>
internal sealed class TenDecibelsRecover : IPaperClaim
{
    public string Statement => "10 dB recovers the accuracy of the re-ID baseline";

    public string Section => "3.2, Fig. 4b";

    public string Rule => "At a test SNR of 10 dB, the best JSCC AE network is clearly less than 1 point below the re-ID baseline.";

    public bool IsProvisional(ClaimVerdict verdict) => verdict == ClaimVerdict.NotSupported;

    public bool RestsOn(CellSpec cell, FigureSettings settings) =>
        cell.Scheme == Scheme.ReIdBaseline || (cell.Scheme == Scheme.JsccAe && cell.Bandwidth == settings.Bandwidth);

    public Finding Test(PaperCurves curves)
    {
        if (curves.Baseline is not { } bound) return Finding.NotEnough("No re-ID baseline.");
        if (!Wording.Learned([bound], curves.ChanceTop1 ?? 0))
            return Finding.NotEnough($"The re-ID baseline itself scores only {Wording.Points(bound.Top1.Mean)} points.");
        var best = curves.Fig4b.Curves
            .SelectMany(line => line.Points.Select(point => (Line: line, Point: point)))
            .GroupBy(item => item.Point.SnrDb)
            .OrderBy(snr => snr.Key)
            .Select(snr => snr.MaxBy(item => item.Point.Top1.Mean))
            .ToList();
        var (line, point) = best.Find(item => item.Point.SnrDb == Tolerance.RecoverySnrDb);
        if (point is null) return Finding.NotEnough("No JSCC AE network was tested at 10 dB.");
        if (Contrast.Between(bound, point).Measure() is not { } gap) return Finding.NotEnough("JSCC AE and baseline share no seed.");
        var first = best.Find(item => bound.Top1.Mean - item.Point.Top1.Mean <= Tolerance.Recovery).Point;
        return new Finding(Tolerance.Judge(gap, Tolerance.Recovery),
            $"Baseline minus JSCC AE (trained at {Wording.Decibels(line.TrainSnrDb!.Value)}) at 10 dB: {gap.SignedPoints} points. "
            + (first is null ? "No test SNR comes within 1 point." : $"First within 1 point at {Wording.Decibels(first.SnrDb)}."),
            gap.Basis);
    }
}
