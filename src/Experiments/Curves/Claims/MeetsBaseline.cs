using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>Section 3.2: "it meets the noiseless bound at sufficiently high SNR values".</summary>
internal sealed class MeetsBaseline : IPaperClaim
{
    public string Statement => "JSCC AE meets the re-ID baseline at sufficiently high SNR";

    public string Section => "3.2, Fig. 4a";

    public string Rule =>
        "At the highest finite SNR with train = test, 10 dB or more (without one, on the noiseless channel): JSCC AE is clearly less than "
        + "1 point below the re-ID baseline.";

    public bool IsProvisional(ClaimVerdict verdict) => verdict == ClaimVerdict.NotSupported;

    public bool RestsOn(CellSpec cell, FigureSettings settings) => cell.Scheme == Scheme.ReIdBaseline
        || (cell.Scheme == Scheme.JsccAe && cell.Bandwidth == settings.Bandwidth && cell.TrainSnrDb >= Tolerance.RecoverySnrDb);

    public Finding Test(PaperCurves curves)
    {
        if (curves.Baseline is not { } bound) return Finding.NotEnough("No re-ID baseline.");
        if (!Wording.Learned([bound], curves.ChanceTop1 ?? 0))
            return Finding.NotEnough($"The re-ID baseline itself scores only {Wording.Points(bound.Top1.Mean)} points.");
        var high = curves.Fig4a.Curves.FirstOrDefault(curve => curve.Scheme == Scheme.JsccAe)?.Points
            .Where(point => point.SnrDb >= Tolerance.RecoverySnrDb).ToList() ?? [];
        if ((high.FindLast(point => !point.SnrDb.IsNoiseless) ?? high.LastOrDefault()) is not { } top)
            return Finding.NotEnough($"No JSCC AE cell was trained and tested at {Wording.Decibels(Tolerance.RecoverySnrDb)} or more.");
        if (Contrast.Between(bound, top).Measure() is not { } gap) return Finding.NotEnough("JSCC AE and baseline share no seed.");
        var reached = curves.Fig4a.Curves.First(curve => curve.Scheme == Scheme.JsccAe).Points
            .FirstOrDefault(point => bound.Top1.Mean - point.Top1.Mean <= Tolerance.Recovery);
        return new Finding(Tolerance.Judge(gap, Tolerance.Recovery),
            $"Baseline minus JSCC AE at {Wording.Decibels(top.SnrDb)}: {gap.SignedPoints} points "
            + $"({Wording.Points(bound.Top1.Mean)} against {Wording.Points(top.Top1.Mean)}). "
            + (reached is null ? "No SNR comes within 1 point." : $"First within 1 point at {Wording.Decibels(reached.SnrDb)}."),
            gap.Basis);
    }
}
