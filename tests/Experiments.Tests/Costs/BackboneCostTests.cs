using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Recipes;
using Xunit;

namespace JsccGrid.Experiments.Tests.Costs;

public sealed class BackboneCostTests
{
    /// <summary>
    /// ResNet-50 has 4.09e9 multiply-accumulates at 224x224 (torchvision's model table), 0.002e9 of them in its classifier.
    /// </summary>
    [Fact]
    public void ForwardFlops_ResNet50At224_IsThePublishedFigure()
    {
        var paper = RecipeCatalog.Load("paper");

        var flops = BackboneCost.ForwardFlops(paper.Backbone, paper.Input with { Height = 224, Width = 224 });

        Assert.InRange(flops / 2, 4.07e9, 4.11e9);
    }

    [Fact]
    public void Parts_WithFrozenStages_AddUpToTheWhole()
    {
        var paper = RecipeCatalog.Load("paper");

        var (frozen, trained, map) = BackboneCost.Parts(paper.Backbone with { FrozenStages = 3 }, paper.Input);

        Assert.Equal(BackboneCost.ForwardFlops(paper.Backbone, paper.Input), frozen + trained);
        Assert.InRange(trained / (frozen + trained), 0.19, 0.22); // stage 4 of ResNet-50: 0.81 of 4.09e9 multiply-accumulates
        Assert.Equal(1024 * 16 * 8, map);
        Assert.Equal(0, BackboneCost.Parts(paper.Backbone, paper.Input).Frozen);
    }

    [Theory]
    [InlineData(100, 2)]  // 2 forms of 0.5 MB an image
    [InlineData(7368, 5)] // 7.7 GB are not kept: every epoch passes the frozen stages
    public void TrainingWithBackbone_FrozenStages_PassesThemOnceWhereTheirMapsAreKept(int images, int passes)
    {
        var paper = RecipeCatalog.Load("paper");
        var recipe = paper with
        {
            Backbone = paper.Backbone with { FrozenStages = 3 },
            Augmentation = new AugmentationRecipe { HorizontalFlip = 0.5, PadAndCrop = 0 },
        };
        var schedule = paper.Baseline with { Phases = [new PhaseRecipe { Epochs = 5, LearningRate = 0.01 }] };
        var cost = new WorkCost(new DataSetSize(images, 1, 1));
        var (frozen, trained, _) = BackboneCost.Parts(recipe.Backbone, recipe.Input);

        Assert.Equal(images * ((3 * 5 * trained) + (passes * frozen)), cost.TrainingWithBackbone(schedule, recipe), 1);
    }

    [Fact]
    public void ForwardFlops_HalfThePixels_IsHalf()
    {
        var paper = RecipeCatalog.Load("paper");

        var tall = BackboneCost.ForwardFlops(paper.Backbone, paper.Input with { Height = 256, Width = 256 });

        Assert.Equal(tall / 2, BackboneCost.ForwardFlops(paper.Backbone, paper.Input), 1e-3 * tall);
    }
}
