using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Channels;

/// <summary>
/// Slow Rayleigh fading: B real uses are B/2 complex symbols, all of which one coefficient h ~ CN(0, 1) scales before Gaussian noise is
/// added. The receiver knows h, the transmitter does not, and the SNR is the average over h (Tse and Viswanath, Fundamentals of Wireless
/// Communication, section 5.4.1).
/// </summary>
internal sealed class RayleighBlockChannel : Channel
{
    public override string Name => "rayleigh-block";

    public override string Title => "Rayleigh block fading";

    public override string? ProblemOf(int bandwidth) => bandwidth % 2 == 0 ? null :
        $"{Name} sends pairs of real uses as complex symbols; expected an even number, such as {bandwidth + 1}.";

    /// <summary>
    /// One less the outage probability (Tse and Viswanath, Eq. 5.54 with R = 2·bits/B a complex symbol):
    /// P(log2(1 + |h|²·SNR) ≥ R) = exp(-(2^R - 1) / SNR).
    /// </summary>
    public override double Delivery(double bits, int bandwidth, SnrDb snr) =>
        snr.IsNoiseless ? 1 : Math.Exp(-(Math.Pow(2, 2 * bits / bandwidth) - 1) * snr.NoiseVariance);
}
