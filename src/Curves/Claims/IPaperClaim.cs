using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;

namespace JsccGrid.Curves.Claims;

/// <summary>One claim and its rule.</summary>
internal interface IPaperClaim
{
    string Statement { get; }

    string Section { get; }

    string Rule { get; }

    /// <summary>
    /// Whether a missing cell could overturn the verdict: support of "at every SNR", but not its refutation; the other way about
    /// for "at some SNR".
    /// </summary>
    bool IsProvisional(ClaimVerdict verdict);

    /// <summary>Whether the grid has cells that it is about; a claim of the paper is always asked.</summary>
    bool IsAsked(PaperCurves curves, IEnumerable<CellSpec> missing) => true;

    /// <summary>Whether the claim is about this cell.</summary>
    bool RestsOn(CellSpec cell, PaperCurves curves);

    /// <param name="curves">The data.</param>
    /// <param name="lead">The lead over chance of a baseline that has learned.</param>
    /// <param name="identities">Tells what the sampling of test identities adds to an uncertainty.</param>
    Finding Test(PaperCurves curves, Lead lead, IdentityBootstrap identities);
}
