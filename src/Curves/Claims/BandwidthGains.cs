using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Curves.Claims;

/// <summary>Section 3.3: accuracy "increases significantly with the bandwidth, but the relative gain becomes smaller".</summary>
internal sealed class BandwidthGains : IPaperClaim
{
    private const int LeastBandwidths = 3;
    private const int LeastSnrs = 2;

    public string Statement => "More bandwidth is better, with shrinking gains";

    public string Section => "3.3, Fig. 4c";

    public string Rule =>
        "Score of a bandwidth: mean top-1 of JSCC AE (train = test) over two or more finite SNRs common to three or more bandwidths. "
        + "The largest is clearly above the smallest, and the gain per doubling of the last step clearly smaller than that of the "
        + "first. The opposite of either, or a step that is clearly a loss, refutes it (after Holm's correction for their number).";

    public bool IsProvisional(ClaimVerdict verdict) => verdict == ClaimVerdict.Supported;

    public bool RestsOn(CellSpec cell, PaperCurves curves) =>
        cell.Scheme == Scheme.JsccAe && curves[PaperFigures.Bandwidths].Definition.Has(cell);

    public Finding Test(PaperCurves curves, Lead lead, IdentityBootstrap identities)
    {
        var lines = curves[PaperFigures.Bandwidths].Curves;
        if (lines.Count < LeastBandwidths) return Finding.NotEnough($"Bandwidths: {lines.Count}; the rule needs {LeastBandwidths}.");
        var snrs = lines[0].FinitePoints.Select(point => point.SnrDb).Where(snr => lines.All(line => line.At(snr) is not null)).ToList();
        if (snrs.Count < LeastSnrs)
            return Finding.NotEnough($"Finite SNRs with train = test that the bandwidths share: {snrs.Count}; the rule needs {LeastSnrs}.");

        var perDoubling = lines.Zip(lines.Skip(1), (smaller, larger) => new Contrast().Add(
            1 / Math.Log2((double)larger.Bandwidth!.Value / smaller.Bandwidth!.Value),
            Contrast.Mean(snrs.ConvertAll(snr => Contrast.Between(larger.At(snr)!, smaller.At(snr)!))))).ToList();
        var whole = Contrast.Mean(snrs.ConvertAll(snr => Contrast.Between(lines[^1].At(snr)!, lines[0].At(snr)!))).Measure(identities);
        var gains = perDoubling.ConvertAll(gain => gain.Measure(identities));
        var shrinkage = new Contrast().Add(1, perDoubling[0]).Add(-1, perDoubling[^1]).Measure(identities);
        if (whole is null || shrinkage is null) return Finding.NotEnough("The bandwidths share no seed.");

        Measurement[] parts = [whole, shrinkage, .. gains.Select(gain => gain!)];
        return Finding.Of(
            Decision.Of([whole.ChanceOfAbove(0), shrinkage.ChanceOfAbove(0)], [.. parts.Select(part => part.ChanceOfBelow(0))]),
            $"B = {lines[0].Bandwidth} to {lines[^1].Bandwidth}: {whole.SignedPoints} points on average over {snrs.Count} SNRs "
            + $"({Wording.Range(snrs)}). Gain per doubling: "
            + string.Join(", ", gains.Select((gain, i) => $"{gain!.SignedPoints} ({lines[i].Bandwidth} to {lines[i + 1].Bandwidth})"))
            + $"; first minus last {shrinkage.SignedPoints}.",
            parts);
    }
}
