using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Curves.Claims;

/// <summary>Section 3.2: "JSCC AE outperforms the JSCC FC".</summary>
internal sealed class AutoencoderAboveFullyConnected : IPaperClaim
{
    public string Statement => "JSCC AE is above JSCC FC at every SNR";

    public string Section => "3.2, Fig. 4a";

    public string Rule =>
        "At three or more finite SNRs with train = test: JSCC AE is clearly above at each. Clearly below at one of them (after Holm's "
        + "correction for their number) or on average refutes it.";

    public bool IsProvisional(ClaimVerdict verdict) => verdict == ClaimVerdict.Supported;

    public bool RestsOn(CellSpec cell, PaperCurves curves) =>
        cell.Scheme.CrossesChannel && curves[PaperFigures.Methods].Definition.Has(cell);

    public Finding Test(PaperCurves curves, Lead lead, IdentityBootstrap identities)
    {
        var fullyConnected = curves.LineOf(Scheme.JsccFc, PaperFigures.Methods);
        var finding = EverySnr.IsAbove(
            curves.LineOf(Scheme.JsccAe, PaperFigures.Methods), fullyConnected,
            Scheme.JsccAe.Title, Scheme.JsccFc.Title, minimum: 3, _ => true, identities);
        return fullyConnected?.Note is { } note ? finding with { Evidence = $"{finding.Evidence} {note}." } : finding;
    }
}
