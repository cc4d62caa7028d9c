namespace JsccGrid.Experiments.Units;

/// <summary>Capacity of the real AWGN channel, C = 1/2 log2(1 + P/sigma^2) bits per channel use (paper section 2).</summary>
public static class ShannonCapacity
{
    /// <summary>Bits that one real channel use carries at <paramref name="snr"/>.</summary>
    public static double BitsPerUse(SnrDb snr) => 0.5 * Math.Log2(1 + snr.Linear);

    /// <summary>
    /// The smallest SNR at which <paramref name="bandwidth"/> real channel uses carry <paramref name="bits"/> bits:
    /// 2^(2 bits / bandwidth) - 1 as a power ratio.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Bits or bandwidth is not positive.</exception>
    public static SnrDb RequiredSnr(double bits, int bandwidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bits);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bandwidth);
        return SnrDb.FromLinear(Math.Pow(2, 2 * bits / bandwidth) - 1);
    }
}
