using MathNet.Numerics.Distributions;

namespace JsccGrid.Experiments.Units;

/// <summary>
/// What codes of finite length reach over the real AWGN channel, by the normal approximation (Polyanskiy, Poor and Verdú, Channel Coding
/// Rate in the Finite Blocklength Regime, IEEE TIT 2010, Theorem 54 and Eq. 296).
/// </summary>
public static class FiniteBlocklength
{
    /// <summary>
    /// Bits that one message of so many uses carries: n C - sqrt(n V) Q^-1(blockError) + 1/2 log2 n, and 0 where that is negative, with
    /// V = P (P + 2) / (2 (P + 1)^2) (log2 e)^2 at the power ratio P.
    /// </summary>
    /// <param name="snr">The SNR of the channel.</param>
    /// <param name="uses">n, real channel uses.</param>
    /// <param name="blockError">The share of messages that the code loses, between 0 and 1/2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no use, or the error is not between 0 and 1/2.</exception>
    public static double Bits(SnrDb snr, int uses, double blockError)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(uses);
        if (blockError is not (> 0 and < 0.5)) throw new ArgumentOutOfRangeException(nameof(blockError), blockError, "An error is between 0 and 1/2.");
        if (snr.IsNoiseless) return double.PositiveInfinity;
        var power = snr.Linear;
        var dispersion = power * (power + 2) / (2 * (power + 1) * (power + 1)) * Math.Log2(Math.E) * Math.Log2(Math.E);
        var bits = (uses * ShannonCapacity.BitsPerUse(snr)) + (Math.Sqrt(uses * dispersion) * Normal.InvCDF(0, 1, blockError)) + (0.5 * Math.Log2(uses));
        return Math.Max(0, bits);
    }
}
