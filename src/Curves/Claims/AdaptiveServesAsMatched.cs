using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Curves.Claims;

/// <summary>
/// No claim of the paper, but of what came after it: one network with attention to the SNR does as well as networks trained for each
/// (Xu et al., IEEE TCSVT 2022, section V).
/// </summary>
internal sealed class AdaptiveServesAsMatched : IPaperClaim
{
    private const int LeastSnrs = 3;

    public string Statement => "One adaptive network serves every SNR as well as the network trained for it";

    public string Section => "V of Xu et al. 2022";

    public string Rule =>
        "Loss: top-1 of JSCC AE (train = test) minus that of the adaptive network, averaged over three or more finite SNRs. "
        + "Clearly less than 5 % of the baseline's lead over chance. Clearly more refutes it.";

    public bool IsProvisional(ClaimVerdict verdict) => true;

    public bool IsAsked(PaperCurves curves, IEnumerable<CellSpec> missing) =>
        Adaptive(curves) is not null || missing.Any(cell => cell.Scheme == Scheme.JsccAeAdaptive);

    public bool RestsOn(CellSpec cell, PaperCurves curves) => curves[PaperFigures.Networks].Definition.Has(cell);

    public Finding Test(PaperCurves curves, Lead lead, IdentityBootstrap identities)
    {
        if (Adaptive(curves) is not { } adaptive) return Finding.NotEnough($"No {Scheme.JsccAeAdaptive.Title} cells.");
        if (curves.LineOf(Scheme.JsccAe, PaperFigures.Methods) is not { } matched)
            return Finding.NotEnough($"No {Scheme.JsccAe.Title} cells.");
        var losses = (
            from point in matched.FinitePoints
            let ours = adaptive.At(point.SnrDb)
            where ours is not null
            select (point.SnrDb, Contrast.Between(point, ours))).ToList();
        if (losses.Count < LeastSnrs)
        {
            return Finding.NotEnough(
                $"Finite SNRs that a matched network and the adaptive one share: {losses.Count}; the rule needs {LeastSnrs}.");
        }
        if (!lead.IsLearned(adaptive.Points.Concat(matched.Points)))
            return Finding.NotEnough("No network scores a tenth of the baseline’s lead above chance.");
        if (ServiceLoss.Of(losses, "points on average", "SNRs", lead, identities) is not { } loss)
            return Finding.NotEnough("The networks and the baseline share no seed.");
        return Finding.Of(
            Decision.Of([loss.Excess.ChanceOfBelow(0)], [loss.Excess.ChanceOfAbove(0)]),
            $"Matched networks minus the adaptive one: {loss.Evidence}",
            [loss.Excess]);
    }

    private static Curve? Adaptive(PaperCurves curves) => curves.LineOf(Scheme.JsccAeAdaptive, PaperFigures.Networks);
}
