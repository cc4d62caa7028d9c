using System.Runtime.CompilerServices;
using System.Text.Json;
using JsccGrid.Curves;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Units;
using JsccGrid.Experiments.Yaml;
using JsccGrid.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;

namespace JsccGrid.Grains.Tests.Wire;

/// <summary>A scheme that a program adds when it starts goes everywhere the paper's go, with axes of its own.</summary>
public sealed class OpenSchemeTests
{
    private static readonly Axis<int> Rate = new()
    {
        Key = "rate", Symbol = "R", Title = "rate in bits", Bounds = new(1, 4096) { Unit = "bits" },
    };

    private static readonly Axis<string> Channel = new()
    {
        Key = "channel", Symbol = "over", Title = "channel", Words = ["awgn", "rayleigh"], Default = "awgn",
    };

    private static readonly Codec Added = new("codec");

    [Fact]
    public void Grid_OfAnAddedScheme_GoesFromItsFileOverTheWireAndBack()
    {
        var grid = GridFile.Parse(Text("scheme: codec, rate: [32, 64], trainSnrDb: inf, channel: [awgn, rayleigh]"), "mine.yaml");

        var cells = ExpandedGrid.Of(JsonCopy(grid), Samples.Cell().Data).Cells;

        Assert.Equal(grid, JsonCopy(grid));
        Assert.Equal(
            [
                "codec R=32 SNR=inf seed=0", "codec R=32 SNR=inf over=rayleigh seed=0",
                "codec R=64 SNR=inf seed=0", "codec R=64 SNR=inf over=rayleigh seed=0",
            ],
            cells.Select(cell => cell.Label));
        Assert.Equal(cells.Count, cells.Select(cell => cell.Id).Distinct().Count());
        Assert.Equal([32, 32, 64, 64], cells.Select(cell => cell.Value(Rate)));
        Assert.Equal(["awgn", "rayleigh", "awgn", "rayleigh"], cells.Select(cell => cell.Value(Channel)));
        foreach (var cell in cells)
        {
            Assert.Equal(cell.Id, JsonCopy(cell).Id);
            Assert.Equal(cell, WireCopy(cell));
            Assert.StartsWith(
                $$"""{"scheme":"codec","rate":{{cell.Value(Rate)}},"trainSnrDb":"inf",""", Json(cell), StringComparison.Ordinal);
        }
    }

    /// <summary>Who adds a coordinate to a scheme gives it a default, so that the cells there are keep their ids.</summary>
    [Fact]
    public void Cell_WithTheDefaultOfAnAxis_IsTheCellWithoutIt()
    {
        var cell = Samples.Cell() with { Scheme = Added, Coordinates = [Rate.At(8), Axis.TrainSnrDb.At(new SnrDb(0))] };

        Assert.Equal(cell.Id, cell.With(Channel, "awgn").Id);
        Assert.Equal(Json(cell), Json(cell.With(Channel, "awgn")));
        Assert.NotEqual(cell.Id, cell.With(Channel, "rayleigh").Id);
    }

    [Fact]
    public void Grid_WithWrongCoordinatesOfAnAddedScheme_SaysWhatIsWrongOfAllAtOnce()
    {
        var text = Text("scheme: codec, rate: [0, x], channel: raleigh, bandwidth: 8");

        var exception = Assert.Throws<InvalidInputException>(() => GridFile.Parse(text, "mine.yaml"));

        Assert.Equal(
        [
            "sweeps[0].trainSnrDb: missing; codec needs it.",
            "sweeps[0].rate[0]: 0 is out of range; expected 1 to 4096 bits.",
            "sweeps[0].rate[1]: 'x' is not a whole number; expected 1 to 4096 bits.",
            "sweeps[0].channel: 'raleigh' is not one of awgn, rayleigh. Did you mean 'rayleigh'?",
            "sweeps[0].bandwidth: codec has no such coordinate; remove it.",
        ], exception.Errors.Select(error => error.Text));
    }

    [Fact]
    public void Add_OfAnotherSchemeOfTheName_IsRefused()
    {
        SchemeCatalog.Add(Added);

        Assert.Throws<ArgumentException>(() => SchemeCatalog.Add(new Codec("codec")));
        Assert.Throws<ArgumentException>(() => SchemeCatalog.Add(new Codec("jscc-ae")));
        Assert.Single(SchemeCatalog.All, scheme => scheme == Added);
    }

    [Fact]
    public void Cell_OfASchemeThatNobodyKnows_CrossesTheWireAndIsShown()
    {
        var known = Samples.Cell() with { Scheme = Added, Coordinates = [Rate.At(32), Axis.TrainSnrDb.At(SnrDb.Noiseless)] };
        var text = Json(known).Replace("\"codec\"", "\"jscc-xx\"", StringComparison.Ordinal);
        var cell = JsonSerializer.Deserialize<CellSpec>(text, ExperimentJson.Compact)!;

        var copy = WireCopy(cell);

        Assert.Equal(cell, copy);
        Assert.Equal(text, Json(copy));
        Assert.Equal("jscc-xx R=32 SNR=inf seed=0", copy.Label);
        var refused = Assert.Throws<NotSupportedException>(() => copy.Id);
        Assert.StartsWith("There is no scheme 'jscc-xx'", refused.Message, StringComparison.Ordinal);
    }

    [ModuleInitializer]
    internal static void Start() => SchemeCatalog.Add(Added);

    private static string Text(string sweep) => $$"""
        name: mine
        recipe: demo
        seeds: 0
        figures: { bandwidth: 8 }
        sweeps:
          - { {{sweep}} }
        """;

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, ExperimentJson.Compact);

    private static T JsonCopy<T>(T value) => JsonSerializer.Deserialize<T>(Json(value), ExperimentJson.Compact)!;

    private static CellSpec WireCopy(CellSpec cell)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer<CellSpec>>();
        return serializer.Deserialize(serializer.SerializeToArray(cell))!;
    }

    private sealed class Codec(string name) : Scheme
    {
        public override string Name => name;

        public override string Title => "Codec";

        public override IReadOnlyList<Axis> Axes { get; } = [Rate, Axis.TrainSnrDb, Channel];

        public override double? Flops(CellSpec cell, WorkCost cost) => 0;
    }
}
