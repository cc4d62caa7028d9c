using JsccGrid.Experiments.Cells;

namespace JsccGrid.Curves.Claims;

/// <summary>
/// The paper's claims (sections 3.2 and 3.3) and what later work adds to them, each tested by a rule fixed beforehand; docs/claims.md
/// states them.
/// </summary>
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
        new AdaptiveServesAsMatched(),
    ];

    /// <param name="curves">The data.</param>
    /// <param name="missing">Cells of the grid without a result: a verdict that one of them could overturn is not given.</param>
    /// <param name="random">Resamples test identities; the same generator and data give the same uncertainties.</param>
    public static IReadOnlyList<Claim> Test(PaperCurves curves, IReadOnlyCollection<CellSpec> missing, Random random)
    {
        var (lead, problem) = Lead.Of(curves);
        var identities = new IdentityBootstrap(curves.TestSet?.QueryIdentities, random);
        return
        [
            .. All.Index().Where(claim => claim.Item.IsAsked(curves, missing)).Select(claim => Describe(
                claim.Index + 1, claim.Item, curves.TestSet,
                lead is null ? Finding.NotEnough(problem) : claim.Item.Test(curves, lead, identities),
                missing.Count(cell => claim.Item.RestsOn(cell, curves)))),
        ];
    }

    private static Claim Describe(int number, IPaperClaim claim, TestSet? test, Finding finding, int missing)
    {
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
            Verdict = finding.Verdict.From(finding.Seeds),
            Evidence = finding.Evidence,
            Basis = finding.Basis,
            Seeds = finding.Seeds,
            Queries = test?.Queries,
            Identities = test?.Identities,
        };
    }
}
