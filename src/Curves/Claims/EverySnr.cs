using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves.Claims;

/// <summary>The rule for "one curve lies above another at every SNR of a range".</summary>
internal static class EverySnr
{
    /// <summary>Judges the finite SNRs <paramref name="inRange"/>, of which both curves must share <paramref name="minimum"/>.</summary>
    public static Finding IsAbove(
        Curve? higher, Curve? lower, string higherTitle, string lowerTitle, int minimum, Func<SnrDb, bool> inRange,
        IdentityBootstrap identities) =>
        higher is null ? Finding.NotEnough($"No {higherTitle} cells.")
        : lower is null ? Finding.NotEnough($"No {lowerTitle} cells.")
        : IsAbove(higher, [(lower, lowerTitle)], higherTitle, minimum, inRange, identities);

    /// <summary>The same of several curves, above each of which the first must lie.</summary>
    public static Finding IsAbove(
        Curve higher, IReadOnlyList<(Curve Curve, string Title)> lower, string higherTitle, int minimum, Func<SnrDb, bool> inRange,
        IdentityBootstrap identities)
    {
        var comparisons = new List<Comparison>();
        foreach (var (curve, title) in lower)
        {
            var pairs = (
                from upper in higher.FinitePoints
                where inRange(upper.SnrDb)
                let under = curve.At(upper.SnrDb)
                where under is not null
                let contrast = Contrast.Between(upper, under)
                let measured = contrast.Measure(identities)
                where measured is not null
                select (Snr: upper.SnrDb, Contrast: contrast, Difference: measured)).ToList();
            if (pairs.Count < minimum)
                return Finding.NotEnough($"Such SNRs that {higherTitle} and {title} share: {pairs.Count}; the rule needs {minimum}.");
            if (Contrast.Mean(pairs.ConvertAll(pair => pair.Contrast)).Measure(identities) is not { } mean)
                return Finding.NotEnough("No seed covers every SNR.");
            comparisons.Add(new Comparison(title, [.. pairs.Select(pair => (pair.Snr, pair.Difference))], mean));
        }
        var rejected = Holm.Rejected([.. comparisons.SelectMany(comparison => comparison.Below)], Decision.Level);
        var evidence = new List<string>();
        var first = 0;
        foreach (var comparison in comparisons)
        {
            var refuted = rejected.Skip(first).Take(comparison.Pairs.Count).Count(isRejected => isRejected);
            evidence.Add(comparison.Describe(higherTitle, refuted));
            first += comparison.Below.Count;
        }
        return Finding.Of(
            Decision.Of(
                [.. comparisons.SelectMany(comparison => comparison.Above)], [.. comparisons.SelectMany(comparison => comparison.Below)]),
            string.Join(' ', evidence),
            [.. comparisons.SelectMany(comparison => comparison.Pairs.Select(pair => pair.Difference).Prepend(comparison.Mean))]);
    }

    /// <summary>What the higher curve leads another by.</summary>
    /// <param name="Title">The other.</param>
    /// <param name="Pairs">At each SNR.</param>
    /// <param name="Mean">On average.</param>
    private sealed record Comparison(string Title, IReadOnlyList<(SnrDb Snr, Measurement Difference)> Pairs, Measurement Mean)
    {
        /// <summary>How likely each lead is if there is none.</summary>
        public List<double> Above => [.. Pairs.Select(pair => pair.Difference.ChanceOfAbove(0))];

        /// <summary>How likely each lead, and behind them the mean, is if there is no lag.</summary>
        public List<double> Below => [.. Pairs.Select(pair => pair.Difference.ChanceOfBelow(0)), Mean.ChanceOfBelow(0)];

        public string Describe(string higherTitle, int refuted)
        {
            var least = Pairs.MinBy(pair => pair.Difference.Value);
            return $"{higherTitle} minus {Title}: {Mean.SignedPoints} points on average over {Pairs.Count} SNRs "
                + $"({Wording.Range([.. Pairs.Select(pair => pair.Snr)])}), "
                + $"least {least.Difference.SignedPoints} at {Wording.Decibels(least.Snr)}; "
                + $"clearly above at {Above.Count(p => p < Decision.Level)} of {Pairs.Count}, clearly below at {refuted}.";
        }
    }
}
