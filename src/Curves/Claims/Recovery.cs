namespace JsccGrid.Curves.Claims;

/// <summary>The rule for "recovers the re-ID baseline".</summary>
internal static class Recovery
{
    /// <param name="point">What must recover it.</param>
    /// <param name="title">What that is.</param>
    /// <param name="along">Points by rising SNR, of which the evidence names the first that does.</param>
    /// <param name="lead">The baseline's lead over chance.</param>
    /// <param name="identities">For the uncertainty.</param>
    public static Finding Test(CurvePoint point, string title, IEnumerable<CurvePoint> along, Lead lead, IdentityBootstrap identities)
    {
        var loss = Contrast.Between(lead.Baseline, point);
        if (loss.Measure(identities) is not { } gap || lead.Excess(loss, Tolerance.Recovery).Measure(identities) is not { } excess)
            return Finding.NotEnough("JSCC AE and baseline share no seed.");
        var first = along.FirstOrDefault(other => lead.Baseline.Top1.Mean - other.Top1.Mean <= Tolerance.Recovery * lead.Points);
        return Finding.Of(Decision.Of([excess.ChanceOfBelow(0)], [excess.ChanceOfAbove(0)]),
            $"Baseline minus {title}: {gap.SignedPoints} points ({Wording.Points(lead.Baseline.Top1.Mean)} against "
            + $"{Wording.Points(point.Top1.Mean)}), {lead.Share(gap.Value)}. "
            + (first is null ? "No SNR comes within 1.5 % of it." : $"First within 1.5 % of it at {Wording.Decibels(first.SnrDb)}."),
            [excess]);
    }
}
