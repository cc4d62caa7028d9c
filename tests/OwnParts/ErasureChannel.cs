using JsccGrid.Experiments.Units;
using JsccGrid.Training.Channels;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.OwnParts;

internal sealed class ErasureChannel : IChannelModel
{
    private readonly AwgnChannelModel awgn = new();

    public Tensor Transmit(Tensor x, SnrDb snr, Generator generator)
    {
        using var scope = NewDisposeScope();
        return Erase(awgn.Transmit(x, snr, generator), generator).MoveToOuterDisposeScope();
    }

    public Tensor Transmit(Tensor x, Tensor noiseVariance, Generator generator)
    {
        using var scope = NewDisposeScope();
        return Erase(awgn.Transmit(x, noiseVariance, generator), generator).MoveToOuterDisposeScope();
    }

    private static Tensor Erase(Tensor y, Generator generator) =>
        y * (rand(y.shape, y.dtype, generator: generator) >= ErasureDescription.Share).to(y.device);
}
