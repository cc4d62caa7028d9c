using JsccGrid.Experiments.Cells;

namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>The paper's claims (sections 3.2 and 3.3), each tested by a rule fixed beforehand; docs/claims.md states them.</summary>
public static class PaperClaims
{
    private static readonly IPaperClaim[] All =
    [
        new AutoencoderAboveFullyConnected(),
        new JointAboveDigital(),
        new MeetsBaseline(),
        new OneNetworkServesAll(),
        new GracefulDegradation(),
        new BandwidthGains(),
        new TenDecibelsRecover(),
    ];

    /// <param name="curves">The data.</param>
    /// <param name="missing">Cells of the grid without a result: a verdict that one of them could overturn is not given.</param>
    public static IReadOnlyList<Claim> Test(PaperCurves curves, IReadOnlyCollection<CellSpec> missing) =>
        [.. All.Select((claim, index) => Test(index + 1, claim, curves, missing.Count(cell => claim.RestsOn(cell, curves.Settings))))];

    private static Claim Test(int number, IPaperClaim claim, PaperCurves curves, int missing)
    {
        var finding = claim.Test(curves);
        if (missing > 0)
        {
            finding = finding with
            {
                Verdict = claim.IsProvisional(finding.Verdict) ? ClaimVerdict.NotEnoughData : finding.Verdict,
                Basis = $"{finding.Basis} {missing} {(missing == 1 ? "cell" : "cells")} of this claim missing.".TrimStart(),
            };
        }
        return new Claim
        {
            Number = number,
            Statement = claim.Statement,
            Section = claim.Section,
            Rule = claim.Rule,
            Verdict = finding.Verdict,
            Evidence = finding.Evidence,
            Basis = finding.Basis,
        };
    }
}
