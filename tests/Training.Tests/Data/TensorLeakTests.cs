using JsccGrid.DataSets;
using JsccGrid.DataSets.Tests;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Data;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Data;

/// <summary>Live tensors are counted for the whole process, so these tests run while no others do.</summary>
[CollectionDefinition(nameof(TensorLeakTests), DisableParallelization = true)]
[Collection(nameof(TensorLeakTests))]
public sealed class TensorLeakTests
{
    [Fact]
    public void Load_Disposed_LeavesNoTensor()
    {
        using var folder = new TestFolder();
        var images = Enumerable.Range(0, 10).Select(i => folder.Image($"{i}.png", TestFolder.RandomPng(5, 9, i), i)).ToList();

        AssertNoneLeaks(
            () => ImageSet.Load(images, ImageSetTests.Input(8, 4), threads: 2, TestContext.Current.CancellationToken)
                .MoveTo(CPU).Dispose());
    }

    [Fact]
    public void Load_UndecodableImage_LeavesNoTensor()
    {
        using var folder = new TestFolder();
        ReIdImage[] images = [folder.Image("a.png", TestFolder.RandomPng(5, 9, 1)), folder.Image("b.png", [])];

        AssertNoneLeaks(
            () => Assert.Throws<DataSetException>(
                () => ImageSet.Load(images, ImageSetTests.Input(8, 4), threads: 2, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void AugmentAndNormalise_OwnTheirResultOnly()
    {
        using var batch = ones([4, 3, 8, 4], ScalarType.Byte);
        using var generator = new Generator(1);
        var recipe = new AugmentationRecipe { HorizontalFlip = 0.5, PadAndCrop = 2 };

        AssertNoneLeaks(() =>
        {
            using var augmented = Augmentation.Apply(batch, recipe, generator);
            using var same = Augmentation.Apply(batch, recipe with { HorizontalFlip = 0, PadAndCrop = 0 }, generator);
            using var normalised = InputNormalization.Apply(augmented, ImageSetTests.Input(8, 4));
        });
    }

    private static void AssertNoneLeaks(Action action)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        action();
        Assert.Equal(before, Tensor.TotalCount);
    }
}
