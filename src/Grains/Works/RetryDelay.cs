using JsccGrid.Grains.Configuration;

namespace JsccGrid.Grains.Works;

/// <summary>The wait before another try: exponential, within half and one and a half of its mean.</summary>
internal static class RetryDelay
{
    /// <param name="tries">Tries that went wrong, from 1.</param>
    /// <param name="fraction">Where within the spread, from 0 to 1.</param>
    /// <param name="options">Base and limit.</param>
    public static TimeSpan Of(int tries, double fraction, OrchestrationOptions options)
    {
        var factor = Math.Pow(2, Math.Min(tries - 1, 30));
        // Compared by division: a long base would overflow.
        var mean = options.RetryBaseDelay < options.RetryMaxDelay / factor ? options.RetryBaseDelay * factor : options.RetryMaxDelay;
        return mean * (0.5 + fraction);
    }

    /// <summary>No wait is longer.</summary>
    public static TimeSpan Longest(OrchestrationOptions options) => options.RetryMaxDelay * 1.5;

    /// <summary>
    /// A fraction from the hash that names the work and its attempt: cells that fail together do not come back together, and
    /// the same history always waits the same.
    /// </summary>
    public static double Fraction(string id, int attempt) =>
        Experiments.StableHash.Of(FormattableString.Invariant($"{id}/{attempt}")) / (double)ulong.MaxValue;
}
