using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Runtime;

/// <summary>How fast this machine trains a typical layer, for estimates.</summary>
internal static class TrainingRate
{
    private const int Batch = 16;
    private const int Channels = 64;
    private const int Side = 32;
    private static readonly TimeSpan MeasuringTime = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Floating-point operations per second of forward and backward passes through a 3x3 convolution, on one thread, or on the
    /// GPU when there is one.
    /// </summary>
    public static double Measure()
    {
        using var scope = NewDisposeScope();
        set_num_threads(1);
        var device = cuda.is_available() ? CUDA : CPU;
        var convolution = nn.Conv2d(Channels, Channels, 3, padding: 1).to(device);
        var images = ones(Batch, Channels, Side, Side, device: device);
        void Pass() => convolution.call(images).sum().backward();
        Pass();
        var (passes, watch) = (0, Stopwatch.StartNew());
        while (watch.Elapsed < MeasuringTime)
        {
            using var pass = NewDisposeScope();
            Pass();
            passes++;
        }
        if (device.type == DeviceType.CUDA) cuda.synchronize();
        // The input needs no gradient here, so a pass is the forward one and the weights' gradient.
        var flops = 2.0 * 2 * Batch * Channels * Channels * 9 * Side * Side;
        return passes * flops / watch.Elapsed.TotalSeconds;
    }
}
