using JsccGrid.Experiments.Units;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Channels;

/// <summary>The real additive white Gaussian noise channel y = x + z, z ~ N(0, sigma^2) per channel use (paper section 2).</summary>
public static class AwgnChannel
{
    /// <summary>
    /// Sends <paramref name="x"/> [N, B] of unit power at <paramref name="snr"/>. The noise is drawn from <paramref name="generator"/>,
    /// a CPU generator whatever the device of x (the draw is then moved): one seed gives one noise on every device, and one small
    /// state to checkpoint. The noiseless channel draws nothing and returns x.
    /// </summary>
    public static Tensor Transmit(Tensor x, SnrDb snr, Generator generator)
    {
        if (snr.IsNoiseless) return x;
        using var scope = NewDisposeScope();
        var noise = empty(x.shape, x.dtype).normal_(0, Math.Sqrt(snr.NoiseVariance), generator);
        return (x + noise.to(x.device)).MoveToOuterDisposeScope();
    }
}
