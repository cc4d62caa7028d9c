using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves.Claims;

/// <summary>The rule for "one curve lies above another at every SNR of a range".</summary>
internal static class EverySnr
{
    /// <summary>Judges the finite SNRs <paramref name="inRange"/>, of which both curves must share <paramref name="minimum"/>.</summary>
    public static Finding IsAbove(
        Curve? higher, Curve? lower, string higherTitle, string lowerTitle, int minimum, Func<SnrDb, bool> inRange,
        IdentityBootstrap identities)
    {
        if (higher is null) return Finding.NotEnough($"No {higherTitle} cells.");
        if (lower is null) return Finding.NotEnough($"No {lowerTitle} cells.");
        var pairs = (
            from upper in higher.FinitePoints
            where inRange(upper.SnrDb)
            let under = lower.At(upper.SnrDb)
            where under is not null
            let contrast = Contrast.Between(upper, under)
            let measured = contrast.Measure(identities)
            where measured is not null
            select (Snr: upper.SnrDb, Contrast: contrast, Difference: measured)).ToList();
        if (pairs.Count < minimum)
            return Finding.NotEnough($"Such SNRs that {higherTitle} and {lowerTitle} share: {pairs.Count}; the rule needs {minimum}.");
        if (Contrast.Mean(pairs.ConvertAll(pair => pair.Contrast)).Measure(identities) is not { } mean)
            return Finding.NotEnough("No seed covers every SNR.");

        var least = pairs.MinBy(pair => pair.Difference.Value);
        var above = pairs.ConvertAll(pair => pair.Difference.ChanceOfAbove(0));
        List<double> below = [.. pairs.Select(pair => pair.Difference.ChanceOfBelow(0)), mean.ChanceOfBelow(0)];
        var refuted = Holm.Rejected(below, Decision.Level).Take(pairs.Count).Count(rejected => rejected);
        return Finding.Of(Decision.Of(above, below),
            $"{higherTitle} minus {lowerTitle}: {mean.SignedPoints} points on average over {pairs.Count} SNRs "
            + $"({Wording.Range(pairs.ConvertAll(pair => pair.Snr))}), "
            + $"least {least.Difference.SignedPoints} at {Wording.Decibels(least.Snr)}; "
            + $"clearly above at {above.Count(p => p < Decision.Level)} of {pairs.Count}, clearly below at {refuted}.",
            [mean, .. pairs.Select(pair => pair.Difference)]);
    }
}
