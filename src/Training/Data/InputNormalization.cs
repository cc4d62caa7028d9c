using JsccGrid.Experiments.Recipes;
using static TorchSharp.torch;

namespace JsccGrid.Training.Data;

/// <summary>From stored pixels to what the network sees.</summary>
public static class InputNormalization
{
    /// <summary>(x / 255 - mean) / standard deviation, per channel.</summary>
    /// <param name="batch">uint8 [N, 3, H, W], on any device.</param>
    /// <param name="input">Mean and standard deviation of each channel.</param>
    /// <returns>float32 [N, 3, H, W] on the batch's device.</returns>
    public static Tensor Apply(Tensor batch, InputRecipe input)
    {
        using var scope = NewDisposeScope();
        var scale = input.StandardDeviation.Select(deviation => 1 / (255 * deviation));
        var shift = input.Mean.Zip(input.StandardDeviation, (mean, deviation) => -mean / deviation);
        var affine = tensor(scale.Concat(shift).Select(value => (float)value).ToArray())
            .view(2, 1, 3, 1, 1).to(batch.device, non_blocking: true);
        return batch.to_type(ScalarType.Float32).mul_(affine[0]).add_(affine[1]).MoveToOuterDisposeScope();
    }
}
