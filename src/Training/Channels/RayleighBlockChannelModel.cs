using JsccGrid.Experiments.Units;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Channels;

/// <summary>
/// Slow Rayleigh fading y = h·x + z of B/2 complex symbols x, h ~ CN(0, 1) once for each vector, z ~ CN(0, 2·sigma^2) at every symbol
/// (Tse and Viswanath, Fundamentals of Wireless Communication, section 5.4.1). The receiver knows h and equalises to the least mean
/// square error (section 8.3.3 for one antenna): h*·y / (|h|² + 1/SNR).
/// </summary>
public sealed class RayleighBlockChannelModel : IChannelModel
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">B is odd.</exception>
    public Tensor Transmit(Tensor x, SnrDb snr, Generator generator)
    {
        RequirePairs(x);
        if (snr.IsNoiseless) return x;
        using var scope = NewDisposeScope();
        return Transmit(x, full([x.shape[0], 1], snr.NoiseVariance, x.dtype, x.device), generator).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">B is odd.</exception>
    public Tensor Transmit(Tensor x, Tensor noiseVariance, Generator generator)
    {
        RequirePairs(x);
        using var scope = NewDisposeScope();
        var vectors = x.shape[0];
        var coefficients = empty([2, vectors, 1], x.dtype).normal_(0, Math.Sqrt(0.5), generator).to(x.device);
        var noise = empty([2, vectors, x.shape[1] / 2], x.dtype).normal_(0, 1, generator).to(x.device) * noiseVariance.sqrt();
        return Equalised(x, coefficients[0], coefficients[1], noise[0], noise[1], noiseVariance).MoveToOuterDisposeScope();
    }

    private static void RequirePairs(Tensor x)
    {
        if (x.shape[1] % 2 != 0) throw new ArgumentException($"{x.shape[1]} real uses are no whole number of complex symbols.", nameof(x));
    }

    /// <summary>What the receiver makes of symbols [N, B/2], whose real and imaginary parts alternate in x [N, B].</summary>
    /// <param name="x">The symbols.</param>
    /// <param name="a">The real part of h, [N, 1].</param>
    /// <param name="b">Its imaginary part.</param>
    /// <param name="realNoise">The real part of z, [N, B/2].</param>
    /// <param name="imaginaryNoise">Its imaginary part.</param>
    /// <param name="noiseToSignal">1/SNR of each vector, [N, 1].</param>
    internal static Tensor Equalised(Tensor x, Tensor a, Tensor b, Tensor realNoise, Tensor imaginaryNoise, Tensor noiseToSignal)
    {
        var symbols = x.reshape(x.shape[0], -1, 2);
        var (real, imaginary) = (symbols.select(2, 0), symbols.select(2, 1));
        var receivedReal = (a * real) - (b * imaginary) + realNoise;
        var receivedImaginary = (a * imaginary) + (b * real) + imaginaryNoise;
        var gain = (a * a) + (b * b) + noiseToSignal;
        return stack([((a * receivedReal) + (b * receivedImaginary)) / gain, ((a * receivedImaginary) - (b * receivedReal)) / gain], 2)
            .reshape(x.shape);
    }
}
