using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Channels;

/// <summary>Real additive white Gaussian noise, independent at every use (paper section 2).</summary>
internal sealed class AwgnChannel : Channel
{
    public override string Name => "awgn";

    public override string Title => "Additive white Gaussian noise";

    public override string CaptionOfDigital =>
        "Digital is the best operating point whose measured bits the channel's capacity carries; where none fits, the match is random.";

    public override bool IsAllOrNothing => true;

    /// <summary>All of them where C·B carries the bits, and none where it does not (paper section 3.1).</summary>
    public override double Delivery(double bits, int bandwidth, SnrDb snr) => ShannonCapacity.RequiredSnr(bits, bandwidth) <= snr ? 1 : 0;

    public override double? Delivery(double bits, int bandwidth, SnrDb snr, double blockError) =>
        snr.IsNoiseless ? 1 : FiniteBlocklength.Bits(snr, bandwidth, blockError) >= bits ? 1 - blockError : 0;
}
