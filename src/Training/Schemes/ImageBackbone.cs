using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Data;
using JsccGrid.Training.Models;
using JsccGrid.Training.Retrieval;
using JsccGrid.Training.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>The backbone together with the images it sees.</summary>
internal sealed class ImageBackbone : IDisposable
{
    private readonly Materials materials;
    private readonly Recipe recipe;
    private readonly Device device;

    /// <summary>A backbone with the given initial weights, or random ones.</summary>
    public ImageBackbone(Materials materials)
    {
        (this.materials, recipe, device) = (materials, materials.Recipe, materials.Device);
        using var initial = materials.Streams.Fresh("initial/backbone");
        Network = new ResNet(recipe.Backbone, initial, recipe.Precision ?? Precision.Single).to(device);
        if (materials.WeightsFile is { } file) Network.LoadWeights(file);
    }

    /// <summary>The pretrained re-ID baseline's backbone.</summary>
    public static ImageBackbone FromBaseline(Materials materials)
    {
        var backbone = new ImageBackbone(materials with { WeightsFile = null });
        BaselineWeights.LoadBackbone(materials.BaselineFile!, backbone.Network);
        return backbone;
    }

    public ResNet Network { get; }

    /// <summary>Features [N, D] of augmented training images.</summary>
    /// <param name="images">A training set.</param>
    /// <param name="indices">int64 [N].</param>
    /// <param name="augmentation">Draws the augmentation.</param>
    public Tensor TrainingFeatures(ImageSet images, Tensor indices, Generator augmentation)
    {
        using var scope = NewDisposeScope();
        if (recipe.HasFixedMaps
            && materials.FrozenMaps.Of(Network, images, indices, recipe, augmentation, materials.Stop) is { } maps)
            return Network.FromMaps(maps).MoveToOuterDisposeScope();
        var pixels = images.Pixels.index_select(0, indices.to(images.Pixels.device)).to(device); // [N, 3, H, W]
        var batch = InputNormalization.Apply(Augmentation.Apply(pixels, recipe.Augmentation, augmentation), recipe.Input);
        return Network.call(batch).MoveToOuterDisposeScope();
    }

    /// <summary>Features [N, D] of all images, unchanged, in evaluation mode.</summary>
    public Tensor Extract(ImageSet images, Action<int> progressed)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        Network.eval();
        var features = empty([images.Images.Count, Network.FeatureDimension], device: device);
        for (var start = 0; start < images.Images.Count; start += recipe.Evaluation.BatchSize)
        {
            using var batchScope = NewDisposeScope();
            var count = Math.Min(recipe.Evaluation.BatchSize, images.Images.Count - start);
            var pixels = images.Pixels.narrow(0, start, count).to(device);
            features.narrow(0, start, count).copy_(Network.call(InputNormalization.Apply(pixels, recipe.Input)));
            progressed(count);
        }
        return features.MoveToOuterDisposeScope();
    }

    /// <summary>Features of all images, with who they show and which camera took them.</summary>
    public LabelledFeatures ExtractLabelled(ImageSet images, Action<int> progressed) => new(
        Extract(images, progressed),
        [.. images.Images.Select(image => image.PersonId)],
        [.. images.Images.Select(image => image.CameraId)]);

    public void Dispose() => Network.Dispose();
}
