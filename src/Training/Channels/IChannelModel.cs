using JsccGrid.Experiments.Units;
using static TorchSharp.torch;

namespace JsccGrid.Training.Channels;

/// <summary>What a channel does to symbols; what else is known of it, <see cref="Experiments.Channels.Channel"/> describes.</summary>
public interface IChannelModel
{
    /// <summary>
    /// Sends <paramref name="x"/> [N, B] of unit power at <paramref name="snr"/>; returns [N, B] as the receiver has it after
    /// equalisation. Random numbers are drawn from <paramref name="generator"/>, a CPU generator whatever the device of x (draws are then
    /// moved): one seed gives one noise on every device, and one small state to checkpoint. The noiseless channel draws nothing and
    /// returns x.
    /// </summary>
    Tensor Transmit(Tensor x, SnrDb snr, Generator generator);

    /// <summary>The same where every vector has an SNR of its own.</summary>
    /// <param name="x">[N, B], of unit power.</param>
    /// <param name="noiseVariance">sigma^2 of each vector, [N, 1], on the device of x.</param>
    /// <param name="generator">A CPU generator.</param>
    Tensor Transmit(Tensor x, Tensor noiseVariance, Generator generator);
}
