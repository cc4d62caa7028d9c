using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Units;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Page.Figures;
using JsccGrid.Page.Heatmaps;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Web.Tests.Aggregates;

/// <summary>What is sent of a grid does not grow with it.</summary>
public sealed class LargeGridTests
{
    private const int Bandwidths = 250;
    private const int Snrs = 200;
    private const int Seeds = 2;
    private const int MaxBytes = 150_000;

    private static readonly List<CellSnapshot> Cells = [.. LargeGrid()];

    [Fact]
    public void Heatmaps_Of100000Cells_AreSmallAndCountThemAll()
    {
        var heatmap = Assert.Single(HeatmapBuilder.Build(Cells, cell => cell.Status == WorkStatus.Committed ? 0.5 : null));

        Assert.Equal(100_000, heatmap.Tiles.Sum(tile => tile.Cells));
        Assert.Equal(
            Cells.Count(cell => cell.Status == WorkStatus.Committed),
            heatmap.Tiles.Sum(tile => tile.Statuses.GetValueOrDefault("committed")));
        Assert.Equal(HeatmapAxis.MaxPlaces, heatmap.Rows.Count);
        Assert.Equal(HeatmapAxis.MaxPlaces, heatmap.Columns.Count);
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(heatmap, ExperimentJson.Compact).Length, 1, MaxBytes);
    }

    [Fact]
    public void Tiles_OfAGridWithTooManyValues_ShareOutAllCells()
    {
        var heatmap = HeatmapBuilder.Build(Cells, _ => null)[0];
        var tile = heatmap.Tiles[heatmap.Tiles.Count / 2];

        Assert.Equal(tile.Cells, HeatmapBuilder.CellsOf(Cells, Scheme.JsccAe, "", tile.Row, tile.Column).Count());
    }

    [Fact]
    public void Figures_OfAThousandResults_AreSmall()
    {
        var results = Cells.Where(cell => cell.Status == WorkStatus.Committed).Take(1000).Select(cell => SampleResults.Of(cell.Spec));

        var figures = FigureViews.Build(Cells, results, settings: null);

        Assert.All(figures, figure => Assert.InRange(figure.Curves.Count, 0, FigureViews.MaxCurves));
        Assert.Contains(figures, figure => figure.HiddenCurves > 0);
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(figures, ExperimentJson.Compact).Length, 1, MaxBytes);
    }

    [Fact]
    public void Heatmaps_OfThePaper_HaveATileForEachModel()
    {
        CellSnapshot Standing(CellSpec cell) => new(WorkId.Of(cell.Id), cell, WorkStatus.Committed);
        var cells = new List<CellSnapshot>
        {
            Standing(Samples.Cell(scheme: Scheme.ReIdBaseline)),
            Standing(Samples.Cell(512).With(Axis.TrainSnrDb, new SnrDb(-3))),
            Standing(Samples.Cell(512, seed: 1).With(Axis.TrainSnrDb, new SnrDb(-3))),
            Standing(Samples.Cell(64).With(Axis.TrainSnrDb, SnrDb.Noiseless)),
            Standing(Samples.Cell(scheme: Scheme.Digital).With(Axis.LatentDimension, 64).With(Axis.Lambda, 0.5)),
        };
        var top1 = new Queue<double>([0.9, 0.6, 0.8, 0.7, 0.5]);
        var scores = cells.ToDictionary(cell => cell.Work, _ => top1.Dequeue());

        var heatmaps = HeatmapBuilder.Build(cells, cell => scores[cell.Work]);

        Assert.Equal(["reid-baseline", "jscc-ae", "digital"], heatmaps.Select(heatmap => heatmap.Scheme));
        var joint = heatmaps[1];
        Assert.Equal(["64", "512"], joint.Rows);
        Assert.Equal(["−3", "∞"], joint.Columns);
        Assert.Equal([(0, 1, 0.7), (1, 0, 0.7)], joint.Tiles.Select(tile => (tile.Row, tile.Column, tile.Top1!.Value)));
        Assert.Equal(cells[3].Work, joint.Tiles[0].Work);
        Assert.Null(joint.Tiles[1].Work);
        Assert.Equal("0.5", Assert.Single(heatmaps[2].Columns));
    }

    [Fact]
    public void Heatmaps_OfTwoChannels_AreApart()
    {
        var plain = Samples.Cell(512).With(Axis.TrainSnrDb, new SnrDb(-3));
        CellSnapshot[] cells =
        [
            .. new[] { plain, plain.With(Axis.Channel, "rayleigh-block") }
                .Select(cell => new CellSnapshot(WorkId.Of(cell.Id), cell, WorkStatus.Committed)),
        ];

        var heatmaps = HeatmapBuilder.Build(cells, cell => cell == cells[0] ? 0.6 : 0.4);

        Assert.Equal(["", "channel rayleigh-block"], heatmaps.Select(heatmap => heatmap.Others));
        Assert.Equal([0.6, 0.4], heatmaps.Select(heatmap => Assert.Single(heatmap.Tiles).Top1!.Value));
        Assert.Equal("JSCC AE, channel rayleigh-block", heatmaps[1].Title);
        Assert.Equal(cells[1], Assert.Single(HeatmapBuilder.CellsOf(cells, Scheme.JsccAe, heatmaps[1].Others, 0, 0)));
    }

    [Fact]
    public void Top1_OfACell_IsTheOneOfItsOwnChannel()
    {
        var cell = Samples.Cell().With(Axis.TrainSnrDb, new SnrDb(3));
        var sample = SampleResults.Of(cell, 0.1);
        ChannelPoint At(double snr, double top1) => SampleResults.Of(cell, top1).Points[0] with { TestSnrDb = new SnrDb(snr) };

        Assert.Equal(0.4, HeatmapBuilder.Top1Of(sample with { Points = [At(-10, 0.2), At(3, 0.4), At(10, 0.6), sample.Points[0]] }));
        Assert.Equal(0.6, HeatmapBuilder.Top1Of(sample with { Points = [At(-10, 0.2), At(5, 0.6), sample.Points[0]] }));
        Assert.Equal(0.1, HeatmapBuilder.Top1Of(sample));
    }

    private static IEnumerable<CellSnapshot> LargeGrid()
    {
        var model = Samples.Cell();
        var id = WorkId.Of(model.Id);
        return from bandwidth in Enumerable.Range(1, Bandwidths)
               from snr in Enumerable.Range(0, Snrs)
               from seed in Enumerable.Range(0, Seeds)
               select new CellSnapshot(
                   id,
                   model.With(Axis.Bandwidth, bandwidth).With(Axis.TrainSnrDb, new SnrDb(snr * 0.25)) with { Seed = seed },
                   ((bandwidth + snr + seed) % 4) switch
                   {
                       0 => WorkStatus.Committed,
                       1 => WorkStatus.Leased,
                       2 => WorkStatus.Waiting,
                       _ => WorkStatus.Quarantined
                   });
    }
}
