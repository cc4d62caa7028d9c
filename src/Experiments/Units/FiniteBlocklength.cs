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
    /// V = P (P + 2) / (2 (P + 1)^2) (log2 e)^2 at the power ratio P. Where so little gets through that the approximation promises more
    /// than any code can, it is what Fano's inequality leaves: (n C + h(error)) / (1 - error), h being the binary entropy.
    /// </summary>
    /// <param name="snr">The SNR of the channel.</param>
    /// <param name="uses">n, real channel uses.</param>
    /// <param name="blockError">The share of messages that the code loses, between 0 and 1/2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no use, or the error is not between 0 and 1/2.</exception>
    public static double Bits(SnrDb snr, int uses, double blockError)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(uses);
        if (blockError is not (> 0 and < 0.5))
            throw new ArgumentOutOfRangeException(nameof(blockError), blockError, "An error is between 0 and 1/2.");
        if (snr.IsNoiseless) return double.PositiveInfinity;
        var power = snr.Linear;
        var dispersion = power * (power + 2) / (2 * (power + 1) * (power + 1)) * Math.Log2(Math.E) * Math.Log2(Math.E);
        var capacity = uses * ShannonCapacity.BitsPerUse(snr);
        var bits = capacity + (Math.Sqrt(uses * dispersion) * Normal.InvCDF(0, 1, blockError)) + (0.5 * Math.Log2(uses));
        var most = (capacity + BinaryEntropy(blockError)) / (1 - blockError);
        return Math.Clamp(bits, 0, most);
    }

    private static double BinaryEntropy(double p) => -(p * Math.Log2(p)) - ((1 - p) * Math.Log2(1 - p));
}
