using JsccGrid.Experiments.Programs;
using JsccGrid.Grains.Grids;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Grains.Tests.Grids;

public sealed class ResultMeansTests
{
    [Fact]
    public void Means_OfCellsThatTellTheirSchemesTitleDifferently_AreOfOneScheme()
    {
        var table = new ResultMeans();

        table.Add(0, 0, SampleResults.Of(CellOf("Codec", seed: 0), top1: 0.25));
        table.Add(0, 1, SampleResults.Of(CellOf("My codec", seed: 1), top1: 0.75));

        var mean = Assert.Single(table.Means);
        Assert.Equal(("outside", 0.5, 2), (mean.Scheme, mean.Top1, mean.Cells));
    }

    private static Experiments.Cells.CellSpec CellOf(string title, int seed) => Samples.Cell(seed: seed) with
    {
        Scheme = new ProgramScheme("outside", new ProgramDescription { Title = title, Command = ["codec"], Files = [] }),
        Coordinates = [],
    };
}
