using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;

namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>Section 3.3: accuracy "increases significantly with the bandwidth, but the relative gain becomes smaller".</summary>
internal sealed class BandwidthGains : IPaperClaim
{
    private const int LeastBandwidths = 3;
    private const int LeastSnrs = 2;

    public string Statement => "More bandwidth is better, with shrinking gains";

    public string Section => "3.3, Fig. 4c";

    public string Rule =>
        "Score of a bandwidth: mean top-1 of JSCC AE (train = test) over two or more finite SNRs common to three or more bandwidths. "
        + "From the smallest to the largest it is clearly higher, no step clearly lower, and the gain per doubling of the last step clearly "
        + "smaller than that of the first.";

    public bool IsProvisional(ClaimVerdict verdict) => verdict == ClaimVerdict.Supported;

    public bool RestsOn(CellSpec cell, FigureSettings settings) => cell.Scheme == Scheme.JsccAe;

    public Finding Test(PaperCurves curves)
    {
        var lines = curves.Fig4c.Curves;
        if (lines.Count < LeastBandwidths) return Finding.NotEnough($"Bandwidths: {lines.Count}; the rule needs {LeastBandwidths}.");
        var snrs = lines[0].FinitePoints.Select(point => point.SnrDb).Where(snr => lines.All(line => line.At(snr) is not null)).ToList();
        if (snrs.Count < LeastSnrs)
            return Finding.NotEnough($"Finite SNRs with train = test that the bandwidths share: {snrs.Count}; the rule needs {LeastSnrs}.");

        var steps = lines.Zip(lines.Skip(1), (smaller, larger) => (
            Doublings: Math.Log2((double)larger.Bandwidth / smaller.Bandwidth),
            Gain: Contrast.Mean(snrs.ConvertAll(snr => Contrast.Between(larger.At(snr)!, smaller.At(snr)!))))).ToList();
        var perDoubling = steps.ConvertAll(step => new Contrast().Add(1 / step.Doublings, step.Gain));
        var whole = Contrast.Mean(snrs.ConvertAll(snr => Contrast.Between(lines[^1].At(snr)!, lines[0].At(snr)!))).Measure();
        var gains = perDoubling.ConvertAll(gain => gain.Measure());
        var shrinkage = new Contrast().Add(1, perDoubling[0]).Add(-1, perDoubling[^1]).Measure();
        if (whole is not { } total || shrinkage is not { } shrunk) return Finding.NotEnough("The bandwidths share no seed.");

        var refuted = total.IsClearlyBelow(0) || shrunk.IsClearlyBelow(0) || gains.Exists(gain => gain!.Value.IsClearlyBelow(0));
        var verdict = refuted ? ClaimVerdict.NotSupported
            : total.IsClearlyAbove(0) && shrunk.IsClearlyAbove(0) ? ClaimVerdict.Supported
            : ClaimVerdict.NotEnoughData;
        return new Finding(verdict,
            $"B = {lines[0].Bandwidth} to {lines[^1].Bandwidth}: {total.SignedPoints} points on average over {snrs.Count} SNRs "
            + $"({Wording.Range(snrs)}). Gain per doubling: "
            + string.Join(", ", gains.Select((gain, i) => $"{gain!.Value.SignedPoints} ({lines[i].Bandwidth} to {lines[i + 1].Bandwidth})"))
            + $"; first minus last {shrunk.SignedPoints}.",
            total.Basis);
    }
}
