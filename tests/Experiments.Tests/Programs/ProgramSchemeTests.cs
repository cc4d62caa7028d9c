using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using Xunit;

namespace JsccGrid.Experiments.Tests.Programs;

/// <summary>A scheme that a grid file defines by a command goes wherever the others go, described by its cells alone.</summary>
public sealed class ProgramSchemeTests : IDisposable
{
    private readonly ProgramGround ground = new();

    public void Dispose() => ground.Dispose();

    [Fact]
    public void Cells_OfAProgram_AreReadWithoutTheirGridFile()
    {
        var cells = ground.Cells();

        Assert.Equal(
            ["my-codec R=32 SNR=0 seed=0", "my-codec R=32 SNR=inf seed=0", "my-codec R=64 SNR=0 seed=0", "my-codec R=64 SNR=inf seed=0"],
            cells.Select(cell => cell.Label));
        Assert.All(cells, cell =>
        {
            var copy = JsonCopy(cell);
            Assert.Equal(cell, copy);
            Assert.Equal((cell.Id, cell.Label, "My codec", true), (copy.Id, copy.Label, copy.Scheme.Title, copy.Scheme.IsKnown));
            Assert.Equal(["lib/model.py", "train.py"], copy.Scheme.Program!.Files.Select(file => file.Name));
            Assert.Null(new WorkCost(DataSetSize.Cuhk03).Flops(copy));
        });
        Assert.Null(SchemeCatalog.Find("my-codec"));
    }

    [Fact]
    public void Grid_OfAProgram_IsTheSameFromAStore()
    {
        var grid = ground.Load();

        var copy = JsonCopy(grid);

        Assert.Equal(grid, copy);
        Assert.Equal(ExpandedGrid.Of(grid, ProgramGround.Data).Cells, ExpandedGrid.Of(copy, ProgramGround.Data).Cells);
    }

    [Fact]
    public void Id_OfACell_ChangesWithTheContentOfAFileAndNotWithItsTime()
    {
        var before = ground.Cells()[0].Id;

        File.SetLastWriteTimeUtc(Path.Combine(ground.Folder, "train.py"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(before, ground.Cells()[0].Id);

        ground.Write("lib/model.py", "LAYERS = 4\n");
        Assert.NotEqual(before, ground.Cells()[0].Id);
    }

    [Theory]
    [InlineData("[python3, train.py]", "[python3, -u, train.py]", true)]
    [InlineData("[train.py, lib/model.py]", "[train.py]", true)]
    [InlineData("[train.py, lib/model.py]", "[lib/model.py, train.py]", false)]
    [InlineData("title: My codec", "measures: { values: [map, top1] }\n    title: My codec", true)]
    [InlineData("title: My codec", "title: Another", false)]
    [InlineData("max: 4096", "max: 100", false)]
    public void Id_OfACell_ChangesWithWhatDeterminesItsResultAlone(string was, string now, bool changes)
    {
        var before = ground.Cells()[0].Id;

        var after = ground.Cells(ProgramGround.Scheme.Replace(was, now, StringComparison.Ordinal))[0].Id;

        Assert.Equal(changes, before != after);
    }

    [Fact]
    public void Recipe_ThatNoNeededStageReads_IsNoPartOfTheId()
    {
        var alone = ground.Cells()[0];
        var withStages = ground.Cells(ProgramGround.Scheme + "\n    needs: features")[0];

        CellSpec Wider(CellSpec cell) => cell with { Recipe = cell.Recipe with { Backbone = cell.Recipe.Backbone with { Width = 32 } } };

        Assert.Equal(alone.Id, Wider(alone).Id);
        Assert.NotEqual(withStages.Id, Wider(withStages).Id);
        Assert.Equal([StageKind.Baseline, StageKind.Features], withStages.RequiredStages.Select(stage => stage.Kind));
    }

    [Fact]
    public void Id_OfACell_DoesNotChangeWithTheOrderOfItsMeasures()
    {
        string Measuring(string values) => $"{ProgramGround.Scheme}\n    measures: {{ values: [{values}] }}";

        Assert.Equal(ground.Cells(Measuring("top1, map"))[0].Id, ground.Cells(Measuring("map, top1"))[0].Id);
    }

    [Theory]
    [InlineData("\"scheme\":\"my-codec\"", "\"scheme\":\"jscc-ae\"", "'jscc-ae' is a scheme of this program")]
    [InlineData("\"name\":\"lib/model.py\"", "\"name\":\"train.py/model.py\"",
        "'train.py' is a file and, for 'train.py/model.py', a folder")]
    [InlineData("\"name\":\"lib/model.py\"", "\"name\":\"train.py\"", "files: 'train.py' stands there 2 times")]
    [InlineData("\"title\":\"My codec\"", "\"title\":\"My\\ncodec\"", "title: the text holds a line break")]
    [InlineData("\"symbol\":\"R\"", "\"symbol\":\"\\u001b[31m\"",
        "axis 'rate'.symbol: the text holds the control character U+001B")]
    [InlineData("\"min\":1,", "\"min\":5000,", "axis 'rate': min: 5000 is above max, 4096")]
    public void Description_FromElsewhereThatIsNoGridFiles_IsRefused(string was, string now, string expected)
    {
        var json = JsonSerializer.Serialize(ground.Cells()[0], ExperimentJson.Compact);
        var changed = json.Replace(was, now, StringComparison.Ordinal);
        Assert.NotEqual(json, changed);

        var exception = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CellSpec>(changed, ExperimentJson.Compact));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    private static T JsonCopy<T>(T value) =>
        JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, ExperimentJson.Compact), ExperimentJson.Compact)!;
}
