using JsccGrid.Experiments.Recipes;
using static TorchSharp.torch;

namespace JsccGrid.Training.Data;

/// <summary>Random changes to a batch of training images.</summary>
public static class Augmentation
{
    /// <summary>Flips, then pads with black and crops: each image by its own draw.</summary>
    /// <param name="batch">uint8 [N, 3, H, W], on any device; left as it is.</param>
    /// <param name="recipe">What to do.</param>
    /// <param name="generator">A generator of the CPU. For one recipe and N, every call draws equally much from it.</param>
    /// <returns>uint8 [N, 3, H, W] on the batch's device; shares the batch's memory if the recipe changes nothing.</returns>
    public static Tensor Apply(Tensor batch, AugmentationRecipe recipe, Generator generator)
    {
        if (recipe is { HorizontalFlip: 0, PadAndCrop: 0 }) return batch.alias();

        using var scope = NewDisposeScope();
        var (n, height, width, padding) = (batch.shape[0], batch.shape[2], batch.shape[3], recipe.PadAndCrop);

        // Which row and which column of the padded image each row and column of the result comes from.
        var rows = arange(height).expand(n, height);                          // [N, H]
        var columns = arange(width).expand(n, width);                         // [N, W]
        if (recipe.HorizontalFlip > 0) columns = where(Flips(n, recipe, generator), width - 1 - columns, columns);
        var padded = batch;
        if (padding > 0)
        {
            rows = rows + randint(0, (2 * padding) + 1, [n, 1], generator: generator);
            columns = columns + randint(0, (2 * padding) + 1, [n, 1], generator: generator);
            padded = nn.functional.pad(batch, (padding, padding, padding, padding));
        }

        // One gather over flattened images; rows and columns travel to the batch's device in one copy that does not wait for it.
        var paddedWidth = width + (2 * padding);
        var origins = cat([rows * paddedWidth, columns], 1).to(batch.device, non_blocking: true);
        var pixels = origins.narrow(1, 0, height).unsqueeze(2) + origins.narrow(1, height, width).unsqueeze(1);   // [N, H, W]
        return padded.flatten(2)
            .gather(2, pixels.view(n, 1, height * width).expand(n, batch.shape[1], height * width))
            .view(batch.shape)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Which of <paramref name="n"/> images are flipped: bool [N, 1] on the CPU.</summary>
    internal static Tensor Flips(long n, AugmentationRecipe recipe, Generator generator) =>
        rand([n, 1], generator: generator) < recipe.HorizontalFlip;
}
