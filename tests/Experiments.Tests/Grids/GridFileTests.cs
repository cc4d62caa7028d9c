using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Experiments.Yaml;
using Xunit;

namespace JsccGrid.Experiments.Tests.Grids;

public sealed class GridFileTests
{
    private static readonly DataSetReference Data = new() { Name = "people", Fingerprint = "f" };

    [Fact]
    public void Expand_PaperGrid_HoldsEveryCellOfFigure4Once()
    {
        var paper = GridFile.Load("paper");

        var grid = ExpandedGrid.Of(paper with { Seeds = [0] }, Data);

        SnrDb[] trainSnrs =
            [new(-10), new(-6), new(-3), new(0), new(3), new(6), new(10), new(14), new(20), SnrDb.Noiseless];
        Assert.Single(grid.Cells, cell => cell.Scheme == Scheme.ReIdBaseline);
        Assert.Equal(
            from bandwidth in new[] { 64, 128, 256, 512, 1024 }
            from snr in trainSnrs
            orderby bandwidth, snr
            select ((int?)bandwidth, (SnrDb?)snr),
            from cell in grid.Cells
            where cell.Scheme == Scheme.JsccAe
            let coordinates = (cell.Find(Axis.Bandwidth), cell.Find(Axis.TrainSnrDb))
            orderby coordinates
            select coordinates);
        Assert.Equal(
            trainSnrs,
            from cell in grid.Cells
            where cell.Scheme == Scheme.JsccFc && cell.Find(Axis.Bandwidth) == 512
            select cell.Value(Axis.TrainSnrDb));
        var digital = grid.Cells.Where(cell => cell.Scheme == Scheme.Digital);
        Assert.Equal([64, 128, 256, 512], digital.Select(cell => cell.Value(Axis.LatentDimension)).Distinct());
        Assert.Equal(
            [(Axis.Frozen, 32), (Axis.Trained, 32)],
            digital.CountBy(cell => cell.Value(Axis.BackboneWeights)).Select(weights => (weights.Key, weights.Value)));
        Assert.Equal("paper-stabilised", paper.Recipe.Name);
        Assert.Equal(trainSnrs.Length, grid.DuplicatesRemoved);
    }

    [Fact]
    public void Expand_PaperGrid_CountsTheSharedBaselineOncePerSeed()
    {
        var grid = ExpandedGrid.Of(GridFile.Load("paper"), Data);

        Assert.Equal(3, grid.Stages.Count(stage => stage.Kind == StageKind.Baseline));
        Assert.Equal(3, grid.Stages.Count(stage => stage.Kind == StageKind.Features));
        Assert.Equal(6, grid.Stages.Count);
    }

    [Fact]
    public void Load_EveryBundledGrid_IsValid() => Assert.All(GridFile.BundledNames, name => Assert.Equal(name, GridFile.Load(name).Name));

    [Fact]
    public void Load_UnknownName_SaysWhatIsBundled()
    {
        var exception = Assert.Throws<InvalidInputException>(() => GridFile.Load("papper"));

        Assert.Equal("papper: neither a bundled grid nor a file. Bundled: demo, fading, paper, people.", exception.Message);
    }

    [Fact]
    public void Parse_SeveralErrors_ReportsAllWithTheirLines()
    {
        const string Text = """
            name: mine
            recipe: demoo
            seeds: [0, x]
            figures: { bandwidth: 16 }
            sweeps:
              - scheme: jscc-a
                bandwidth: 16
                trainSnrDb: 0
              - scheme: jscc-fc
                bandwith: 16
                trainSnrDb: low
            """;

        var exception = Assert.Throws<InvalidInputException>(() => GridFile.Parse(Text, "mine.yaml"));

        Assert.Equal(
        [
            "mine.yaml:2:9: there is no recipe 'demoo'. Did you mean 'demo'?",
            "mine.yaml:3:12: seeds[1]: 'x' is not a whole number; expected 0 to 2147483647.",
            "mine.yaml:6:13: sweeps[0].scheme: 'jscc-a' is not one of reid-baseline, jscc-ae, jscc-ae-adaptive, jscc-fc, digital. "
                + "Did you mean 'jscc-ae'?",
            "mine.yaml:10:5: sweeps[1].bandwith: unknown key. Did you mean 'bandwidth'?",
            "mine.yaml:11:17: sweeps[1].trainSnrDb: 'low' is not a number of decibels or inf.",
        ], exception.Errors.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("bandwidth: 0", "sweeps[0].bandwidth: 0 is out of range; expected 1 to 65536 channel uses.")]
    [InlineData("bandwidth: []", "sweeps[0].bandwidth: holds 0 values; expected 1 to 1000000 values.")]
    [InlineData("bandwidth: 8\n    lambda: 3", "sweeps[0].lambda: jscc-ae has no such coordinate; remove it.")]
    public void Parse_SweepOutOfRange_SaysWhereAndWhat(string coordinates, string expected)
    {
        var text = $$"""
            name: mine
            recipe: demo
            seeds: 0
            figures: { bandwidth: 16 }
            sweeps:
              - scheme: jscc-ae
                trainSnrDb: 0
                {{coordinates}}
            """;

        var exception = Assert.Throws<InvalidInputException>(() => GridFile.Parse(text, "mine.yaml"));

        Assert.Equal(expected, Assert.Single(exception.Errors).Text);
    }

    [Fact]
    public void Parse_NotYaml_SaysSoWithTheLine()
    {
        var exception = Assert.Throws<InvalidInputException>(() => GridFile.Parse("name: [a\nseeds: 1", "broken.yaml"));

        Assert.Matches(@"^broken\.yaml:[12]:\d+: not valid YAML: ", exception.Message);
    }

    [Fact]
    public void Parse_RecipeThatExtends_ChangesOnlyWhatItNames()
    {
        const string Text = """
            name: mine
            recipe:
              extends: paper
              name: short
              baseline: { phases: [{ epochs: 1, learningRate: 0.5 }] }
            seeds: [3]
            figures: { bandwidth: 64 }
            sweeps: [{ scheme: reid-baseline }]
            """;

        var grid = GridFile.Parse(Text, "mine.yaml");

        var paper = RecipeCatalog.Load("paper");
        Assert.Equal(paper with
        {
            Name = "short",
            Baseline = paper.Baseline with { Phases = [new() { Epochs = 1, LearningRate = 0.5 }] },
        }, grid.Recipe);
    }

    [Theory]
    [InlineData("{ seconds: 2.5 }", 2.5, null)]
    [InlineData("{ steps: 500 }", null, 500)]
    public void Parse_RecipeWithCheckpointInterval_IsPutIntoPlans(string interval, double? seconds, int? steps)
    {
        var recipe = GridFile.Parse(WithCheckpoint(interval), "mine.yaml").Recipe;

        Assert.Equal(new CheckpointRecipe { Seconds = seconds, Steps = steps }, recipe.Checkpoint);
        Assert.Equal((seconds ?? 0, steps), Intervals(recipe));
        Assert.Equal((30, null), Intervals(recipe with { Checkpoint = null }));
    }

    [Theory]
    [InlineData("{ seconds: 2, steps: 5 }",
        "mine.yaml:4:15: recipe.checkpoint: give exactly one of seconds and steps, as in 'checkpoint: { seconds: 30 }'.")]
    [InlineData("{}", "mine.yaml:4:15: recipe.checkpoint: give exactly one of seconds and steps, as in 'checkpoint: { seconds: 30 }'.")]
    [InlineData("{ seconds: 0 }", "mine.yaml:4:26: recipe.checkpoint.seconds: 0 is out of range; expected above 0 and at most 2592000.")]
    [InlineData("{ steps: 0 }", "mine.yaml:4:24: recipe.checkpoint.steps: 0 is out of range; expected 1 to 1000000000.")]
    [InlineData("{ step: 5 }", "mine.yaml:4:17: recipe.checkpoint.step: unknown key. Did you mean 'steps'?")]
    [InlineData("5", "mine.yaml:4:15: recipe.checkpoint: '5' is not a mapping of 'key: value' lines.")]
    public void Parse_RecipeWithAWrongCheckpointInterval_SaysWhereAndWhat(string interval, string expected)
    {
        var exception = Assert.Throws<InvalidInputException>(() => GridFile.Parse(WithCheckpoint(interval), "mine.yaml"));

        Assert.Equal(expected, exception.Message);
    }

    [Fact]
    public void Parse_RecipeValueOutOfRange_PointsAtItsLine()
    {
        const string Text = """
            name: mine
            recipe:
              extends: paper
              input:
                height: 0
            seeds: [3]
            figures: { bandwidth: 64 }
            sweeps: [{ scheme: reid-baseline }]
            """;

        var exception = Assert.Throws<InvalidInputException>(() => GridFile.Parse(Text, "mine.yaml"));

        Assert.Equal("mine.yaml:5:13: recipe.input.height: 0 is out of range; expected 8 to 4096 pixels.", exception.Message);
    }

    [Fact]
    public void Parse_ErrorsOfEveryKind_AreReportedTogether()
    {
        const string Text = """
            name: Two Phases
            recipe: { extends: demo, evaluation: { noiseDraws: 0 }, backbone: null }
            seeds: [-1, x, null]
            figures: { bandwidth: 0 }
            sweeps:
              - scheme: digital
                latentDimension: 0
              - scheme: jscc-ae
                bandwidth: nan
                trainSnrDb: [7, 0, low]
            """;

        var exception = Assert.Throws<InvalidInputException>(() => GridFile.Parse(Text, "mine.yaml"));

        Assert.Equal(
        [
            "mine.yaml:1:7: name: 'Two Phases' is not a grid name: lower-case letters, digits and '-', at most 60.",
            "mine.yaml:2:52: recipe.evaluation.noiseDraws: 0 is out of range; expected 1 to 100000.",
            "mine.yaml:2:67: recipe.backbone: nothing is written here; expected a mapping of 'key: value' lines.",
            "mine.yaml:3:9: seeds[0]: -1 is out of range; expected 0 to 2147483647.",
            "mine.yaml:3:13: seeds[1]: 'x' is not a whole number; expected 0 to 2147483647.",
            "mine.yaml:3:16: seeds[2]: nothing is written here; expected a whole number.",
            "mine.yaml:4:23: figures.bandwidth: 0 is out of range; expected 1 to 65536 channel uses.",
            "mine.yaml:6:5: sweeps[0].lambda: missing; digital needs it.",
            "mine.yaml:7:22: sweeps[0].latentDimension: 0 is out of range; expected 1 to 65536.",
            "mine.yaml:9:16: sweeps[1].bandwidth: 'nan' is not a whole number; expected 1 to 65536 channel uses.",
            "mine.yaml:10:18: sweeps[1].trainSnrDb[0]: 7 is not one of the recipe's evaluation.testSnrDb;"
                + " expected one, so that there is a point where training and test SNR agree.",
            "mine.yaml:10:24: sweeps[1].trainSnrDb[2]: 'low' is not a number of decibels or inf.",
        ], exception.Errors.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("~")]
    public void Parse_NothingOverAnInheritedValue_TakesItAway(string nothing)
    {
        var text = $$"""
            name: mine
            recipe:
              extends: demo
              digital: { schedule: { gradientNormLimit: {{nothing}} } }
            seeds: [0]
            description: {{nothing}}
            figures: { bandwidth: 8 }
            sweeps: { scheme: digital, latentDimension: 8, lambda: 2, bandwidth: {{nothing}} }
            """;

        var grid = GridFile.Parse(text, "mine.yaml");

        Assert.Null(grid.Recipe.Digital.Schedule.GradientNormLimit);
        Assert.NotNull(GridFile.Load("demo").Recipe.Digital.Schedule.GradientNormLimit);
        Assert.Equal("", grid.Description);
    }

    [Fact]
    public void Parse_MergeKeys_TakeOverWhatIsNotWritten()
    {
        const string Text = """
            name: mine
            recipe: demo
            seeds: [0]
            figures: { bandwidth: 8 }
            sweeps:
              - &a { scheme: jscc-fc, bandwidth: 8, trainSnrDb: 0 }
              - { <<: *a, bandwidth: 16 }
              - { <<: [*a, { bandwidth: 4 }], trainSnrDb: [.Inf, .INF, +.inf, Infinity] }
            """;

        var grid = GridFile.Parse(Text, "mine.yaml");

        Assert.Equal(
        [
            new SweepDefinition { Scheme = Scheme.JsccFc, Axes = [Axis.Bandwidth.Over(8), Axis.TrainSnrDb.Over(new SnrDb(0))] },
            new SweepDefinition { Scheme = Scheme.JsccFc, Axes = [Axis.Bandwidth.Over(16), Axis.TrainSnrDb.Over(new SnrDb(0))] },
            new SweepDefinition
            {
                Scheme = Scheme.JsccFc, Axes = [Axis.Bandwidth.Over(8), Axis.TrainSnrDb.Over(Enumerable.Repeat(SnrDb.Noiseless, 4))],
            },
        ], grid.Sweeps);
    }

    private static string WithCheckpoint(string interval) => $$"""
        name: mine
        recipe:
          extends: paper
          checkpoint: {{interval}}
        seeds: [3]
        figures: { bandwidth: 64 }
        sweeps: [{ scheme: reid-baseline }]
        """;

    private static (double Seconds, int? Steps) Intervals(Recipe recipe)
    {
        var cell = new CellSpec { Scheme = Scheme.ReIdBaseline, Seed = 0, Data = Data, Recipe = recipe };
        var plan = new TrainingPlan
        {
            Format = TrainingPlan.CurrentFormat,
            Work = WorkSpec.Of(cell),
            DataFolder = "data",
            ScratchFolder = "scratch"
        };
        plan = plan.WithIntervalsOfRecipe();
        return (plan.CheckpointSeconds, plan.CheckpointSteps);
    }
}
