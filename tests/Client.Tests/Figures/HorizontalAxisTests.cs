using JsccGrid.Client.Figures;
using Xunit;

namespace JsccGrid.Client.Tests.Figures;

public sealed class HorizontalAxisTests
{
    [Fact]
    public void Ticks_WithNoiselessChannel_EndWithInfinityBeyondAGap()
    {
        var axis = new HorizontalAxis([-10, 20, double.PositiveInfinity]);

        var ticks = axis.Ticks().ToList();

        Assert.Equal(["−10", "−5", "0", "5", "10", "15", "20", "∞"], ticks.Select(tick => tick.Label));
        Assert.True(axis.ColumnLeft > axis.FiniteRight);
        Assert.InRange(ticks[^1].Position, axis.ColumnLeft, axis.Right);
    }

    [Fact]
    public void Ticks_FiniteSnrsOnly_HaveNoColumn()
    {
        var axis = new HorizontalAxis([0, 6]);

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], axis.Ticks().Select(tick => tick.Label));
        Assert.Equal(axis.FiniteRight, axis.Right);
    }

    [Fact]
    public void Position_SeriesInTheNoiselessColumn_StandSideBySideInside()
    {
        var axis = new HorizontalAxis([-10, 20, double.PositiveInfinity]);

        var positions = Enumerable.Range(0, 8).Select(series => axis.Position(double.PositiveInfinity, series, 8)).ToList();

        Assert.Equal(8, positions.Distinct().Count());
        Assert.All(positions, position => Assert.InRange(position, axis.ColumnLeft, axis.Right));
    }

    [Fact]
    public void Position_FiniteSnr_IsItsDecibels() =>
        Assert.Equal(-3, new HorizontalAxis([-10, 20]).Position(-3, series: 2, seriesCount: 5));

    [Theory]
    [InlineData()]
    [InlineData(0.0)]
    [InlineData(double.PositiveInfinity)]
    public void Axis_FewerThanTwoFiniteSnrs_StillHasAWidth(params double[] snrs)
    {
        var axis = new HorizontalAxis(snrs);

        Assert.True(axis.Right > axis.Left);
        Assert.True(axis.Ticks().Count() >= 3);
    }

    [Fact]
    public void Axis_OfACoordinate_HasTheValuesThemselvesAtEqualRatios()
    {
        var axis = new HorizontalAxis([8, 16, 64], isLogarithmic: true);

        var ticks = axis.Ticks().ToList();

        Assert.Equal(["8", "16", "64"], ticks.Select(tick => tick.Label));
        Assert.Equal(2 * (ticks[1].Position - ticks[0].Position), ticks[2].Position - ticks[1].Position, 12);
    }
}
