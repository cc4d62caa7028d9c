using JsccGrid.DataSets;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Data;
using JsccGrid.Training.Models;
using JsccGrid.Training.Schemes;
using JsccGrid.Training.Tests.Running;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Schemes;

public sealed class FrozenMapsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Of_TrainingImages_IsWhatTheFrozenStagesMakeOfTheAugmentedBatch(double flips)
    {
        var recipe = Recipe(flips);
        using var network = new ResNet(recipe.Backbone, new Generator(1));
        network.train();
        using var images = Load(recipe);
        using var maps = new FrozenMaps();
        var batch = tensor(new long[] { 3, 0, 19, 3, 7, 11, 5, 3 });

        var kept = maps.Of(network, images, batch, recipe, new Generator(5), TestContext.Current.CancellationToken)!;
        var again = maps.Of(network, images, batch, recipe, new Generator(5), TestContext.Current.CancellationToken)!;

        var augmented = Augmentation.Apply(images.Pixels.index_select(0, batch), recipe.Augmentation, new Generator(5));
        var expected = network.Maps(InputNormalization.Apply(augmented, recipe.Input));
        Assert.Equal(expected.shape, kept.shape);
        Assert.True(kept.allclose(expected, rtol: 1e-4, atol: 1e-5));
        Assert.True(kept.eq(again).all().item<bool>());
        Assert.False(kept.requires_grad);
    }

    [Fact]
    public void Of_AskedToStop_StopsAndComputesThemNextTime()
    {
        var recipe = Recipe(0.5);
        using var network = new ResNet(recipe.Backbone, new Generator(1));
        using var images = Load(recipe);
        using var maps = new FrozenMaps();
        var batch = arange(4, ScalarType.Int64);

        Assert.Throws<OperationCanceledException>(
            () => maps.Of(network, images, batch, recipe, new Generator(5), new CancellationToken(canceled: true)));

        Assert.NotNull(maps.Of(network, images, batch, recipe, new Generator(5), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Of_MoreThanMayBeKept_IsNothing()
    {
        var recipe = Recipe(0.5);
        using var network = new ResNet(recipe.Backbone, new Generator(1));
        using var images = Load(recipe);
        using var maps = new FrozenMaps(most: 1000);

        Assert.Null(maps.Of(network, images, arange(4, ScalarType.Int64), recipe, new Generator(5), TestContext.Current.CancellationToken));
    }

    private static ImageSet Load(Recipe recipe) => ImageSet.Load(
        ReIdDataSet.Open(TinyExperiment.DataFolder).Train, recipe.Input, threads: 1, TestContext.Current.CancellationToken);

    private static Recipe Recipe(double flips) => TinyExperiment.Recipe with
    {
        Backbone = TinyExperiment.Recipe.Backbone with { FrozenStages = 2 },
        Augmentation = new AugmentationRecipe { HorizontalFlip = flips, PadAndCrop = 0 },
    };
}
