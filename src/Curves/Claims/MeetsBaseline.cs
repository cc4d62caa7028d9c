using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves.Claims;

/// <summary>Section 3.2: "it meets the noiseless bound at sufficiently high SNR values".</summary>
internal sealed class MeetsBaseline : IPaperClaim
{
    public string Statement => "JSCC AE meets the re-ID baseline at sufficiently high SNR";

    public string Section => "3.2, Fig. 4a";

    public string Rule =>
        "At the highest finite SNR with train = test, 10 dB or more (without one, on the noiseless channel): JSCC AE is below the re-ID "
        + "baseline by clearly less than 1.5 % of the baseline's lead over chance.";

    public bool IsProvisional(ClaimVerdict verdict) => verdict == ClaimVerdict.NotSupported;

    public bool RestsOn(CellSpec cell, PaperCurves curves) => cell.Scheme == Scheme.ReIdBaseline
        || (cell.Scheme == Scheme.JsccAe && curves[PaperFigures.Methods].Definition.Has(cell)
            && cell.Find(Axis.TrainSnrDb) >= Tolerance.RecoverySnrDb);

    public Finding Test(PaperCurves curves, Lead lead, IdentityBootstrap identities)
    {
        var matched = curves.LineOf(Scheme.JsccAe, PaperFigures.Methods)?.Points ?? [];
        var high = matched.Where(point => point.SnrDb >= Tolerance.RecoverySnrDb).ToList();
        if ((high.FindLast(point => !point.SnrDb.IsNoiseless) ?? high.LastOrDefault()) is not { } top)
            return Finding.NotEnough($"No JSCC AE cell was trained and tested at {Wording.Decibels(Tolerance.RecoverySnrDb)} or more.");
        return Recovery.Test(top, $"JSCC AE at {Wording.Decibels(top.SnrDb)}", matched, lead, identities);
    }
}
