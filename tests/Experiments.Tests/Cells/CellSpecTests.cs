using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Units;
using Xunit;

namespace JsccGrid.Experiments.Tests.Cells;

public sealed class CellSpecTests
{
    private static readonly CellSpec Cell = new()
    {
        Scheme = Scheme.JsccAe,
        Coordinates = [Axis.Bandwidth.At(512), Axis.TrainSnrDb.At(new SnrDb(-3))],
        Seed = 0,
        Data = new DataSetReference { Name = "people", Fingerprint = "f" },
        Recipe = RecipeCatalog.Load("paper"),
    };

    [Fact]
    public void Id_NamesDiffer_IsTheSame()
    {
        var renamed = Cell with { Data = Cell.Data with { Name = "copy" }, Recipe = Cell.Recipe with { Name = "mine" } };

        Assert.Equal(Cell.Id, renamed.Id);
    }

    [Fact]
    public void Id_PartsOfTheRecipeTheSchemeDoesNotUseDiffer_IsTheSame()
    {
        var other = Cell with { Recipe = Cell.Recipe with { Digital = Cell.Recipe.Digital with { DensityFilters = [5] } } };

        Assert.Equal(Cell.Id, other.Id);
    }

    [Fact]
    public void Id_AnythingThatChangesTheResultDiffers_IsAnother()
    {
        CellSpec[] others =
        [
            Cell.With(Axis.Bandwidth, 256), Cell.With(Axis.TrainSnrDb, SnrDb.Noiseless), Cell with { Seed = 1 },
            Cell with { Scheme = Scheme.JsccFc }, Cell with { Algorithm = CellSpec.FirstAlgorithm },
            Cell with { Data = Cell.Data with { Fingerprint = "g" } }, Cell with { Data = Cell.Data with { ValidationFraction = 0.2 } },
            Cell with { Weights = new WeightsReference { Name = "w", Sha256 = "a" } },
            Cell with { Recipe = Cell.Recipe with { Baseline = Cell.Recipe.Baseline with { Momentum = 0.8 } } },
            Cell with { Recipe = Cell.Recipe with { Autoencoder = Cell.Recipe.Autoencoder with { Layers = 2 } } },
            Cell with { Recipe = Cell.Recipe with { Precision = Precision.Tf32 } },
            Cell with { Recipe = Cell.Recipe with { Precision = Precision.BFloat16 } },
            Cell with { Recipe = Cell.Recipe with { Evaluation = Cell.Recipe.Evaluation with { NoiseDraws = 1 } } },
        ];

        Assert.Equal(others.Length + 1, others.Append(Cell).Select(cell => cell.Id).Distinct().Count());
    }

    /// <summary>Stores are kept for years: a cell's id must not change unless <see cref="CellSpec.AlgorithmVersion"/> does.</summary>
    [Fact]
    public void Id_OfAKnownCell_DoesNotChange() => Assert.Equal("3a8c1b898c773ddcd3abd698cb463be7", Cell.Id.Value);

    /// <summary>The id that version 1 gave this cell: its results are found under it.</summary>
    [Fact]
    public void Id_OfAKnownCellOfTheFirstAlgorithm_IsWhatItWas() =>
        Assert.Equal("0976d3e0cfb0b3df6b1e10bfb2bb98ab", (Cell with { Algorithm = CellSpec.FirstAlgorithm }).Id.Value);

    [Fact]
    public void Json_WithoutAVersion_IsOfTheFirst()
    {
        var first = Cell with { Algorithm = CellSpec.FirstAlgorithm };

        var written = JsonSerializer.Serialize(first, ExperimentJson.Compact);
        var ofToday = JsonSerializer.Serialize(Cell, ExperimentJson.Compact);

        Assert.DoesNotContain("algorithm", written, StringComparison.Ordinal);
        Assert.Equal(first, JsonSerializer.Deserialize<CellSpec>(written, ExperimentJson.Compact));
        Assert.Contains("\"algorithm\":2,\"recipe\"", ofToday, StringComparison.Ordinal);
        Assert.Equal(Cell, JsonSerializer.Deserialize<CellSpec>(ofToday, ExperimentJson.Compact));
        var stages = JsonSerializer.Serialize(first.RequiredStages, ExperimentJson.Compact);
        Assert.DoesNotContain("algorithm", stages, StringComparison.Ordinal);
        Assert.Equal(first.RequiredStages, JsonSerializer.Deserialize<List<StageSpec>>(stages, ExperimentJson.Compact));
        Assert.Empty(first.RequiredStages.Select(stage => stage.Key).Intersect(Cell.RequiredStages.Select(stage => stage.Key)));
        WorkSpec[] works = [WorkSpec.Of(first), WorkSpec.Of(first.RequiredStages[0]), WorkSpec.Of(Cell)];
        Assert.Equal([1, 1, 2], works.Select(work => work.Algorithm));
    }

    [Fact]
    public void Id_WhetherADigitalCellTrainsItsBackbone_IsPartOfItWhereItDoes()
    {
        var digital = Cell with { Scheme = Scheme.Digital, Coordinates = [Axis.LatentDimension.At(64), Axis.Lambda.At(1)] };

        Assert.Equal(digital.Id, digital.With(Axis.BackboneWeights, Axis.Frozen).Id);
        Assert.NotEqual(digital.Id, digital.With(Axis.BackboneWeights, Axis.Trained).Id);
        Assert.Equal("digital dim=64 lambda=1 backbone=trained seed=0", digital.With(Axis.BackboneWeights, Axis.Trained).Label);
    }

    [Fact]
    public void Id_PrecisionNotSaidOrSingle_IsTheSame()
    {
        var single = Cell with { Recipe = Cell.Recipe with { Precision = Precision.Single } };

        Assert.Equal(Cell.Id, single.Id);
        Assert.Equal(Cell.RequiredStages.Select(stage => stage.Key), single.RequiredStages.Select(stage => stage.Key));
        var bfloat16 = Cell with { Recipe = Cell.Recipe with { Precision = Precision.BFloat16 } };
        Assert.Empty(Cell.RequiredStages.Select(stage => stage.Key).Intersect(bfloat16.RequiredStages.Select(stage => stage.Key)));
    }

    [Fact]
    public void Id_CheckpointIntervalDiffers_IsTheSame()
    {
        var often = Cell with { Recipe = Cell.Recipe with { Checkpoint = new CheckpointRecipe { Steps = 1 } } };

        Assert.Equal(Cell.Id, often.Id);
        Assert.Equal(Cell.RequiredStages.Select(stage => stage.Key), often.RequiredStages.Select(stage => stage.Key));
    }

    [Fact]
    public void RequiredStages_CellsOfOneSeed_ShareTheBaseline()
    {
        var digital = Cell with { Scheme = Scheme.Digital, Coordinates = [Axis.LatentDimension.At(64), Axis.Lambda.At(1)] };

        Assert.Equal(Cell.RequiredStages.Select(stage => stage.Key), digital.RequiredStages.Select(stage => stage.Key));
        Assert.NotEqual(Cell.RequiredStages[0].Key, (Cell with { Seed = 1 }).RequiredStages[0].Key);
        Assert.Equal(Cell.RequiredStages[0].Key, Assert.Single(Cell.RequiredStages[1].RequiredStages).Key);
    }

    [Fact]
    public void Json_WorkSpec_ReadsBackEqual()
    {
        var work = WorkSpec.Of(Cell);

        var read = JsonSerializer.Deserialize<WorkSpec>(JsonSerializer.Serialize(work, ExperimentJson.Compact), ExperimentJson.Compact);

        Assert.Equal(work, read);
        Assert.Equal(work.Id, read!.Id);
    }

    /// <summary>What a later version wrote is shown and not touched; that it has an id or can be trained nobody can say.</summary>
    [Fact]
    public void Json_CellOfASchemeOfALaterVersion_IsReadForShowing()
    {
        var written = JsonSerializer.Serialize(Cell, ExperimentJson.Compact).Replace(
            "\"scheme\":\"jscc-ae\",\"bandwidth\":512,\"trainSnrDb\":-3",
            "\"scheme\":\"jscc-af\",\"channel\":\"fading\",\"gain\":0.5,\"rate\":32");

        var read = JsonSerializer.Deserialize<CellSpec>(written, ExperimentJson.Compact)!;

        Assert.Equal("jscc-af channel=fading gain=0.5 rate=32 seed=0", read.Label);
        Assert.Equal(written, JsonSerializer.Serialize(read, ExperimentJson.Compact));
        Assert.Empty(read.RequiredStages);
        var refused = Assert.Throws<NotSupportedException>(() => read.Id);
        Assert.Equal("There is no scheme 'jscc-af' in this version. Did you mean 'jscc-ae'?", refused.Message);
    }

    [Theory]
    [InlineData("{\"scheme\":\"jscc-af\",\"bandwidth\":[8]}")]
    [InlineData("{\"scheme\":\"jscc-ae\",\"channel\":[\"fading\"]}")]
    public void Json_SweepOfALaterVersion_IsKeptAsItIs(string written) =>
        Assert.Equal(
            written,
            JsonSerializer.Serialize(JsonSerializer.Deserialize<SweepDefinition>(written, ExperimentJson.Compact), ExperimentJson.Compact));

    [Theory]
    [InlineData("{\"scheme\":\"\"}")]
    [InlineData("{\"scheme\":\"jscc\\u001b[31m\"}")]
    [InlineData("{\"scheme\":\"two words\"}")]
    [InlineData("{\"scheme\":null}")]
    [InlineData("{\"scheme\":7}")]
    [InlineData("{\"bandwidth\":[8]}")]
    public void Json_SweepWithoutANameOfAScheme_IsRefused(string written) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<SweepDefinition>(written, ExperimentJson.Compact));

    [Fact]
    public void Json_CoordinateOfAKnownSchemeThatIsNoneOfItsAxes_IsKeptAndPartOfTheId()
    {
        var written = JsonSerializer.Serialize(Cell, ExperimentJson.Compact).Replace("\"seed\":0", "\"channel\":\"fading\",\"seed\":0");

        var read = JsonSerializer.Deserialize<CellSpec>(written, ExperimentJson.Compact)!;

        Assert.Equal("jscc-ae B=512 SNR=-3 channel=fading seed=0", read.Label);
        Assert.NotEqual(Cell.Id, read.Id);
        Assert.Equal(written, JsonSerializer.Serialize(read, ExperimentJson.Compact));
    }

    [Theory]
    [InlineData("\"bandwidth\":\"wide\"")]
    [InlineData("\"bandwidth\":5.5")]
    [InlineData("\"bandwidth\":99999999999")]
    [InlineData("\"bandwidth\":512,\"gain\":1e999")]
    [InlineData("\"bandwidth\":512,\"channel\":\"a\\nb\"")]
    public void Json_CoordinateThatIsNone_IsRefused(string written)
    {
        var cell = JsonSerializer.Serialize(Cell, ExperimentJson.Compact).Replace("\"bandwidth\":512", written);

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CellSpec>(cell, ExperimentJson.Compact));
    }

    [Theory]
    [InlineData("")]
    [InlineData("cells/abc")]
    [InlineData("other/0123456789abcdef0123456789abcdef")]
    [InlineData("cells/0123456789ABCDEF0123456789abcdef")]
    public void Parse_NotAWorkId_Throws(string text) => Assert.Throws<FormatException>(() => WorkId.Parse(text));
}
