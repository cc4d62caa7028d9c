using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>The rule for "one curve lies above another at every SNR of a range".</summary>
internal static class EverySnr
{
    /// <summary>Judges the finite SNRs <paramref name="inRange"/>, of which both curves must share <paramref name="minimum"/>.</summary>
    public static Finding IsAbove(
        Curve? higher, Curve? lower, string higherTitle, string lowerTitle, int minimum, Func<SnrDb, bool> inRange)
    {
        if (higher is null) return Finding.NotEnough($"No {higherTitle} cells.");
        if (lower is null) return Finding.NotEnough($"No {lowerTitle} cells.");
        var pairs = (
            from upper in higher.FinitePoints
            where inRange(upper.SnrDb)
            let under = lower.At(upper.SnrDb)
            where under is not null
            let contrast = Contrast.Between(upper, under)
            let measured = contrast.Measure()
            where measured is not null
            select (Snr: upper.SnrDb, Contrast: contrast, Difference: measured.Value)).ToList();
        if (pairs.Count < minimum)
            return Finding.NotEnough($"Such SNRs that {higherTitle} and {lowerTitle} share: {pairs.Count}; the rule needs {minimum}.");
        if (Contrast.Mean(pairs.ConvertAll(pair => pair.Contrast)).Measure() is not { } mean)
            return Finding.NotEnough("No seed covers every SNR.");

        var worst = pairs.MinBy(pair => pair.Difference.Value.Mean);
        var refuted = pairs.Find(pair => pair.Difference.IsClearlyBelow(0));
        var verdict = refuted.Contrast is not null || mean.IsClearlyBelow(0) ? ClaimVerdict.NotSupported
            : worst.Difference.Value.Mean > 0 && mean.IsClearlyAbove(0) ? ClaimVerdict.Supported
            : ClaimVerdict.NotEnoughData;
        return new Finding(verdict,
            $"{higherTitle} minus {lowerTitle}: {mean.SignedPoints} points on average over {pairs.Count} SNRs "
            + $"({Wording.Range(pairs.ConvertAll(pair => pair.Snr))}), least {worst.Difference.SignedPoints} at {Wording.Decibels(worst.Snr)}, "
            + $"above at {pairs.Count(pair => pair.Difference.Value.Mean > 0)} of {pairs.Count}.",
            mean.Basis);
    }
}
