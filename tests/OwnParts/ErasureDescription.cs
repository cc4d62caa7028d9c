using JsccGrid.Experiments.Channels;
using JsccGrid.Experiments.Units;

namespace JsccGrid.OwnParts;

/// <summary>Gaussian noise, and each symbol is lost with a fixed probability, which the receiver sees as nothing.</summary>
internal sealed class ErasureDescription : Channel
{
    public const double Share = 0.1;

    public override string Name => "erasures";

    public override string Title => "Erasures";

    /// <summary>By its capacity, which is that of the Gaussian channel less the share that is lost.</summary>
    public override double Delivery(double bits, int bandwidth, SnrDb snr) => Awgn.Delivery(bits / (1 - Share), bandwidth, snr);
}
