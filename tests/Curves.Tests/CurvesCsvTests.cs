using JsccGrid.Experiments.Grids;
using Xunit;

namespace JsccGrid.Curves.Tests;

public sealed class CurvesCsvTests
{
    [Fact]
    public void Write_SmallGrid_GivesTheseBytes()
    {
        var curves = new CurveData
        {
            Axis = [0, 10],
            Train = [10, double.PositiveInfinity],
            Autoencoder = (_, train, test, _) => (train > 10 ? 0.5 : 0.25) + (test > 10 ? 0.125 : 0),
            FullyConnected = (_, _) => 0.375,
            Digital = [(10 * Math.Log10(3), 0.5)], // 3 = 2^(2 * 16 / 16) - 1: 16 bits
            Baseline = 0.75,
            Error = 0.0625,
        }.Curves;

        var lines = CurvesCsv.Write(curves).Split('\n');

        Assert.Equal(
            [
                "figure,series,scheme,bandwidth,snr_train_db,latent_dimension,lambda,snr_db,top1,"
                    + "standard_error,error_bar,seeds,draws,map,bits,bits_ideal",
                "4a,jscc-ae,jscc-ae,16,10,,,10,0.25,0.0625,draws,1,10,0.2,,",
                "4a,jscc-ae,jscc-ae,16,inf,,,inf,0.625,0.0625,draws,1,10,0.5,,",
                "4a,jscc-fc,jscc-fc,16,10,,,10,0.375,0.0625,draws,1,10,0.30000000000000004,,",
                "4a,jscc-fc,jscc-fc,16,inf,,,inf,0.375,0.0625,draws,1,10,0.30000000000000004,,",
                "4a,digital,digital,16,,,,0,0.009,,none,1,1,,,",
                "4a,digital,digital,16,,8,2,10,0.5,,none,1,1,0.4,16,",
                "4a,digital,digital,16,,8,2,inf,0.5,,none,1,1,0.4,16,",
                "4a,reid-baseline,reid-baseline,,,,,inf,0.75,,none,1,1,0.6000000000000001,,",
                "4b,snr_train=10,jscc-ae,16,10,,,0,0.25,0.0625,draws,1,10,0.2,,",
                "4b,snr_train=10,jscc-ae,16,10,,,10,0.25,0.0625,draws,1,10,0.2,,",
                "4b,snr_train=10,jscc-ae,16,10,,,inf,0.375,0.0625,draws,1,10,0.30000000000000004,,",
                "4b,snr_train=inf,jscc-ae,16,inf,,,0,0.5,0.0625,draws,1,10,0.4,,",
                "4b,snr_train=inf,jscc-ae,16,inf,,,10,0.5,0.0625,draws,1,10,0.4,,",
                "4b,snr_train=inf,jscc-ae,16,inf,,,inf,0.625,0.0625,draws,1,10,0.5,,",
                "4b,reid-baseline,reid-baseline,,,,,inf,0.75,,none,1,1,0.6000000000000001,,",
                "4c,B=16,jscc-ae,16,10,,,10,0.25,0.0625,draws,1,10,0.2,,",
                "4c,B=16,jscc-ae,16,inf,,,inf,0.625,0.0625,draws,1,10,0.5,,",
                "4c,reid-baseline,reid-baseline,,,,,inf,0.75,,none,1,1,0.6000000000000001,,",
                "operating-points,dim=8 lambda=2,digital,16,,8,2,4.771212547196624,0.5,,none,1,1,0.4,16,16",
                "",
            ],
            lines);
    }

    [Fact]
    public void Write_ResultsInAnotherOrder_GivesTheSameBytes()
    {
        var paper = GridFile.Load("paper");
        var results = FakeRun.Results(paper).ToArray();
        var expected = CurvesCsv.Write(CurveBuilder.Build(results, paper.Figures));

        new Random(1).Shuffle(results);

        Assert.Equal(expected, CurvesCsv.Write(CurveBuilder.Build(results, paper.Figures)));
    }

    [Fact]
    public void Write_SeedsThatChooseDifferently_LeavesTheChoiceEmpty()
    {
        var first = new CurveData { Axis = [10], Digital = [(0, 0.5), (0, 0.4)] }.Results;
        var second = new CurveData { Axis = [10], Digital = [(0, 0.4), (0, 0.5)], Seeds = [1] }.Results;

        var csv = CurvesCsv.Write(CurveBuilder.Build([.. first, .. second], new FigureSettings { Bandwidth = CurveData.Bandwidth }));

        Assert.Contains("4a,digital,digital,16,,,,10,0.5,0,seeds,2,1,0.4,8,\n", csv, StringComparison.Ordinal);
    }
}
