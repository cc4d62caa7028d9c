using JsccGrid.Experiments.Units;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Channels;

/// <summary>The real additive white Gaussian noise channel y = x + z, z ~ N(0, sigma^2) per channel use (paper section 2).</summary>
public sealed class AwgnChannelModel : IChannelModel
{
    public Tensor Transmit(Tensor x, SnrDb snr, Generator generator)
    {
        if (snr.IsNoiseless) return x;
        using var scope = NewDisposeScope();
        var noise = empty(x.shape, x.dtype).normal_(0, Math.Sqrt(snr.NoiseVariance), generator);
        return (x + noise.to(x.device)).MoveToOuterDisposeScope();
    }

    public Tensor Transmit(Tensor x, Tensor noiseVariance, Generator generator)
    {
        using var scope = NewDisposeScope();
        var noise = empty(x.shape, x.dtype).normal_(0, 1, generator).to(x.device);
        return (x + (noise * noiseVariance.sqrt())).MoveToOuterDisposeScope();
    }
}
