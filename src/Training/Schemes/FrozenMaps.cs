using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Data;
using JsccGrid.Training.Models;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>
/// What a backbone's frozen stages make of the training images, computed once where that is possible: without crops every image has only
/// two forms, as it is and flipped. Cells of one backbone and data set share it.
/// </summary>
/// <param name="most">The most memory that maps are kept in, in bytes; what is larger passes the frozen stages in every step.</param>
public sealed class FrozenMaps(long most = WorkCost.MostMapBytes) : IDisposable
{
    private Tensor? maps; // [forms x N, h, w, C]: all images as they are, then all of them flipped
    private bool tooLarge;

    /// <summary>
    /// Maps [N, C, h, w] of augmented training images, drawn as <see cref="Augmentation"/> does; null if those of all images would be
    /// too large.
    /// </summary>
    /// <param name="network">Its frozen stages, in evaluation mode.</param>
    /// <param name="images">The training set.</param>
    /// <param name="indices">int64 [N] on the training device.</param>
    /// <param name="recipe">One that <see cref="Recipe.HasFixedMaps"/>.</param>
    /// <param name="augmentation">Draws the flips.</param>
    /// <param name="stop">Stops computing the maps of all images.</param>
    internal Tensor? Of(
        ResNet network, ImageSet images, Tensor indices, Recipe recipe, Generator augmentation, CancellationToken stop)
    {
        if (maps is null && !tooLarge) Compute(network, images, indices.device, recipe, stop);
        if (maps is null) return null;
        using var scope = NewDisposeScope();
        var rows = indices;
        if (recipe.Augmentation.HorizontalFlip > 0)
        {
            var flipped = Augmentation.Flips(indices.shape[0], recipe.Augmentation, augmentation).view(-1).to(indices.device);
            rows = indices + (flipped.to_type(ScalarType.Int64) * images.Images.Count);
        }
        return maps.index_select(0, rows).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    public void Dispose() => maps?.Dispose();

    private void Compute(ResNet network, ImageSet images, Device device, Recipe recipe, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        Tensor? all = null;
        var forms = recipe.Augmentation.Forms!.Value;
        var count = images.Images.Count;
        for (var form = 0; form < forms; form++)
        {
            for (var start = 0; start < count; start += recipe.Evaluation.BatchSize)
            {
                stop.ThrowIfCancellationRequested();
                using var batchScope = NewDisposeScope();
                var pixels = images.Pixels.narrow(0, start, Math.Min(recipe.Evaluation.BatchSize, count - start)).to(device);
                if (form == 1) pixels = pixels.flip(3);
                var batch = network.Maps(InputNormalization.Apply(pixels, recipe.Input)).permute(0, 2, 3, 1); // [N, h, w, C]
                if (all is null)
                {
                    var shape = (long[])[(long)forms * count, .. batch.shape[1..]];
                    tooLarge = shape.Aggregate((double)batch.element_size(), (bytes, length) => bytes * length) > most;
                    if (tooLarge) return;
                    all = empty(shape, batch.dtype, device).MoveToOuterDisposeScope();
                }
                all.narrow(0, ((long)form * count) + start, batch.shape[0]).copy_(batch);
            }
        }
        maps = all!.DetachFromDisposeScope();
    }
}
