using JsccGrid.Curves.Claims;
using Xunit;

namespace JsccGrid.Curves.Tests.Claims;

public sealed class MeasurementTests
{
    [Theory] // one-sided 5 % quantiles of printed tables of Student's t
    [InlineData(1, 6.3138)]
    [InlineData(2, 2.9200)]
    [InlineData(3, 2.3534)]
    [InlineData(4, 2.1318)]
    [InlineData(9, 1.8331)]
    [InlineData(10, 1.8125)]
    [InlineData(30, 1.6973)]
    [InlineData(120, 1.6577)]
    [InlineData(100_000, 1.6449)]
    public void ChanceOfAbove_AtTheTabledQuantile_IsFivePercent(int degrees, double quantile)
    {
        Assert.Equal(0.05, Of(quantile, degrees).ChanceOfAbove(0), 1e-5);
        Assert.Equal(0.95, Of(quantile, degrees).ChanceOfBelow(0), 1e-5);
    }

    [Fact]
    public void ChanceOfAbove_WhereAClosedFormExists_IsThat()
    {
        Assert.Equal(0.25, Of(1, degrees: 1).ChanceOfAbove(0), 12); // Cauchy: 1/2 - atan(1) / pi
        Assert.Equal((1 - Math.Sqrt(0.5)) / 2, Of(Math.Sqrt(2), degrees: 2).ChanceOfAbove(0), 12); // (1 - t / sqrt(2 + t^2)) / 2
        Assert.Equal(0.75, Of(-1, degrees: 1).ChanceOfAbove(0), 12);
        Assert.Equal(0.5, Of(0, degrees: 7).ChanceOfAbove(0), 12);
    }

    [Fact]
    public void ChanceOfAbove_WithoutAnError_IsCertain()
    {
        Assert.Equal(0, new Measurement(0.1, 2, new StandardError(0, 1), null).ChanceOfAbove(0));
        Assert.Equal(1, new Measurement(0.1, 1, null, null).ChanceOfAbove(0));
    }

    /// <summary>Lies so many standard errors above nothing.</summary>
    private static Measurement Of(double errors, int degrees) => new(errors, degrees + 1, new StandardError(1, degrees), null);
}
