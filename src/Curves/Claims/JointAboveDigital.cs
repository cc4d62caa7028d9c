using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves.Claims;

/// <summary>Section 3.2: "JSCC provides a significant gain compared to the digital approach".</summary>
internal sealed class JointAboveDigital : IPaperClaim
{
    private static readonly SnrDb Highest = new(0);

    public string Statement => "JSCC is above the digital scheme at low SNR";

    public string Section => "3.2, Fig. 4a";

    public string Rule =>
        "Low: 0 dB and below. At two or more such SNRs: JSCC AE (train = test) is clearly above the digital envelope at each. "
        + "Clearly below at one of them (after Holm's correction for their number) or on average refutes it. Where the grid has digital "
        + "cells with the backbone frozen and with it trained, above both envelopes, below either. One digital operating point at least "
        + $"must not have collapsed. The envelope's operating point is {Wording.ChosenOnTest}.";

    public bool IsProvisional(ClaimVerdict verdict) => verdict == ClaimVerdict.Supported;

    public bool RestsOn(CellSpec cell, PaperCurves curves) =>
        cell.Scheme == Scheme.Digital
        || (cell.Scheme == Scheme.JsccAe && curves[PaperFigures.Methods].Definition.Has(cell) && cell.Find(Axis.TrainSnrDb) <= Highest);

    public Finding Test(PaperCurves curves, Lead lead, IdentityBootstrap identities)
    {
        var delivering = curves.OperatingPoints.Where(point => !point.IsCollapsed).ToList();
        var collapsed = curves.OperatingPoints.Count - delivering.Count;
        if (collapsed > 0 && delivering.Count == 0)
            return Finding.NotEnough($"Every digital operating point ({collapsed}) has collapsed: its accuracy is that of chance.");
        if (curves.LineOf(Scheme.JsccAe, PaperFigures.Methods) is not { } autoencoder)
            return Finding.NotEnough($"No {Scheme.JsccAe.Title} cells.");
        var envelopes = curves.PartsOf(Scheme.Digital, PaperFigures.Methods);
        if (envelopes.Count == 0) return Finding.NotEnough("No digital envelope cells.");
        var finding = EverySnr.IsAbove(
            autoencoder, [.. envelopes.Select(envelope => (envelope, Wording.Envelope(envelope)))],
            Scheme.JsccAe.Title, minimum: 2, snr => snr <= Highest, identities);
        if (envelopes is [{ Note: { } note }]) finding = finding with { Evidence = $"{finding.Evidence} {note}." };
        if (delivering.Count == 0 || !curves.Settings.OverChannel.IsAllOrNothing) return finding;
        var least = Wording.Decibels(delivering.Min(point => point.RequiredSnrDb));
        var others = collapsed == 0
            ? ""
            : $" Collapsed operating points, which deliver nothing: {collapsed} of {curves.OperatingPoints.Count}.";
        return finding with { Evidence = $"{finding.Evidence} Digital needs at least {least}; below, it is in outage.{others}" };
    }
}
