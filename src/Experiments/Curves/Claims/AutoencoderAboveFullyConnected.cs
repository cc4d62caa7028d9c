using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>Section 3.2: "JSCC AE outperforms the JSCC FC".</summary>
internal sealed class AutoencoderAboveFullyConnected : IPaperClaim
{
    public string Statement => "JSCC AE is above JSCC FC at every SNR";

    public string Section => "3.2, Fig. 4a";

    public string Rule =>
        "At three or more finite SNRs with train = test: JSCC AE is clearly above at each. Clearly below at one of them (after Holm's "
        + "correction for their number) or on average refutes it.";

    public bool IsProvisional(ClaimVerdict verdict) => verdict == ClaimVerdict.Supported;

    public bool RestsOn(CellSpec cell, FigureSettings settings) =>
        cell.Scheme.CrossesChannel && cell.Find(Axis.Bandwidth) == settings.Bandwidth;

    public Finding Test(PaperCurves curves, Lead lead, IdentityBootstrap identities)
    {
        var finding = EverySnr.IsAbove(
            curves.Fig4a.Curves.FirstOrDefault(curve => curve.Scheme == Scheme.JsccAe),
            curves.Fig4a.Curves.FirstOrDefault(curve => curve.Scheme == Scheme.JsccFc),
            Scheme.JsccAe.Title, Scheme.JsccFc.Title, minimum: 3, _ => true, identities);
        return curves.FullyConnectedStart is { } start
            ? finding with { Evidence = $"{finding.Evidence} JSCC FC started from {start}." }
            : finding;
    }
}
