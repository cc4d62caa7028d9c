using JsccGrid.Client.Figures;
using JsccGrid.Experiments.Units;
using Xunit;

namespace JsccGrid.Client.Tests.Figures;

public sealed class SnrAxisTests
{
    [Fact]
    public void Ticks_WithNoiselessChannel_EndWithInfinityBeyondAGap()
    {
        var axis = new SnrAxis([new(-10), new(20), SnrDb.Noiseless]);

        var ticks = axis.Ticks().ToList();

        Assert.Equal(["−10", "−5", "0", "5", "10", "15", "20", "∞"], ticks.Select(tick => tick.Label));
        Assert.True(axis.ColumnLeft > axis.FiniteRight);
        Assert.InRange(ticks[^1].Position, axis.ColumnLeft, axis.Right);
    }

    [Fact]
    public void Ticks_FiniteSnrsOnly_HaveNoColumn()
    {
        var axis = new SnrAxis([new(0), new(6)]);

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], axis.Ticks().Select(tick => tick.Label));
        Assert.Equal(axis.FiniteRight, axis.Right);
    }

    [Fact]
    public void Position_SeriesInTheNoiselessColumn_StandSideBySideInside()
    {
        var axis = new SnrAxis([new(-10), new(20), SnrDb.Noiseless]);

        var positions = Enumerable.Range(0, 8).Select(series => axis.Position(SnrDb.Noiseless, series, 8)).ToList();

        Assert.Equal(8, positions.Distinct().Count());
        Assert.All(positions, position => Assert.InRange(position, axis.ColumnLeft, axis.Right));
    }

    [Fact]
    public void Position_FiniteSnr_IsItsDecibels() => Assert.Equal(-3, new SnrAxis([new(-10), new(20)]).Position(new SnrDb(-3), series: 2, seriesCount: 5));

    [Theory]
    [InlineData()]
    [InlineData(0.0)]
    [InlineData(double.PositiveInfinity)]
    public void Axis_FewerThanTwoFiniteSnrs_StillHasAWidth(params double[] snrs)
    {
        var axis = new SnrAxis(snrs.Select(snr => new SnrDb(snr)));

        Assert.True(axis.Right > axis.Left);
        Assert.True(axis.Ticks().Count() >= 3);
    }
}
