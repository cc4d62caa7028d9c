using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Yaml;
using Xunit;

namespace JsccGrid.Experiments.Tests.Recipes;

/// <summary>Recipe <c>paper</c> is the text; what the digital scheme needs beyond it is a recipe of another name.</summary>
public sealed class PaperRecipeTests
{
    private static readonly Recipe Paper = RecipeCatalog.Load("paper");

    [Fact]
    public void Paper_Digital_HasOneRateForAllAndNoGradientLimit()
    {
        Assert.Equal((1, null), (Paper.Digital.DensityLearningRateFactor, Paper.Digital.Schedule.GradientNormLimit));
        Assert.All(
            new[] { Paper.Baseline, Paper.Autoencoder.Pretraining, Paper.Autoencoder.Joint, Paper.FullyConnected.Schedule },
            schedule => Assert.Null(schedule.GradientNormLimit));
    }

    [Fact]
    public void PaperStabilised_BesideThePaper_DiffersInTheLimitAndTheRateOfTheDensityAlone()
    {
        var stabilised = RecipeCatalog.Load("paper-stabilised");

        Assert.Equal((0.1, 5), (stabilised.Digital.DensityLearningRateFactor, stabilised.Digital.Schedule.GradientNormLimit));
        Assert.Equal(Paper, stabilised with
        {
            Name = "paper",
            Digital = stabilised.Digital with
            {
                DensityLearningRateFactor = 1, Schedule = stabilised.Digital.Schedule with { GradientNormLimit = null },
            },
        });
    }

    [Fact]
    public void TrainBackbone_OfTheDigitalSection_IsRefusedWithWhatTheSweepSays()
    {
        const string Text = """
            name: mine
            recipe: { extends: demo, digital: { trainBackbone: true } }
            seeds: 0
            figures: { bandwidth: 16 }
            sweeps:
              - { scheme: digital, latentDimension: 8, lambda: 1, backboneWeights: thawed }
            """;

        var refused = Assert.Throws<InvalidInputException>(() => GridFile.Parse(Text, "mine.yaml"));

        Assert.Equal(
        [
            "mine.yaml:2:52: recipe.digital.trainBackbone: a digital cell says itself whether its backbone trains; remove it, "
                + "and give its sweep 'backboneWeights: trained'.",
            "mine.yaml:6:72: sweeps[0].backboneWeights: 'thawed' is not one of frozen, trained. Known: frozen, trained.",
        ], refused.Errors.Select(error => error.ToString()).Order());
    }
}
