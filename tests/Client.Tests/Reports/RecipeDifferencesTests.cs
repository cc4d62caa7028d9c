using JsccGrid.Client.Reports;
using JsccGrid.Experiments.Recipes;
using Xunit;

namespace JsccGrid.Client.Tests.Reports;

public sealed class RecipeDifferencesTests
{
    private static readonly Recipe Paper = RecipeCatalog.Load("paper");

    [Fact]
    public void Between_OnlyTheNameDiffers_IsEmpty() => Assert.Empty(RecipeDifferences.Between(Paper, Paper with { Name = "other" }));

    [Fact]
    public void Between_ChangedFields_GivesPathAndBothValues()
    {
        var changed = Paper with
        {
            Input = Paper.Input with { Height = 32 },
            Digital = Paper.Digital with { DensityFilters = [3] },
            Baseline = Paper.Baseline with
            {
                Phases = [new PhaseRecipe { Epochs = 2, LearningRate = 0.5 }, new PhaseRecipe { Epochs = 1, LearningRate = 0.25 }]
            },
        };

        Assert.Equal(
            [
                ("input.height", "256", "32"),
                ("baseline.phases", "epochs 30, learningRate 0.01", "epochs 2, learningRate 0.5; epochs 1, learningRate 0.25"),
                ("digital.densityFilters", "3, 3, 3", "3"),
            ],
            RecipeDifferences.Between(Paper, changed));
    }
}
