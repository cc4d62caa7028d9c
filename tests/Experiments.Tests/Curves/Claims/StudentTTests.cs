using JsccGrid.Experiments.Curves.Claims;
using Xunit;

namespace JsccGrid.Experiments.Tests.Curves.Claims;

public sealed class StudentTTests
{
    [Theory] // one-sided 5 % quantiles of printed tables
    [InlineData(1, 6.3138)]
    [InlineData(2, 2.9200)]
    [InlineData(3, 2.3534)]
    [InlineData(4, 2.1318)]
    [InlineData(9, 1.8331)]
    [InlineData(10, 1.8125)]
    [InlineData(30, 1.6973)]
    [InlineData(120, 1.6577)]
    public void UpperTail_AtTheTabledQuantile_IsFivePercent(int degrees, double quantile) =>
        Assert.Equal(0.05, StudentT.UpperTail(quantile, degrees), 1e-5);

    [Fact]
    public void UpperTail_WhereAClosedFormExists_IsThat()
    {
        Assert.Equal(0.25, StudentT.UpperTail(1, 1), 12); // Cauchy: 1/2 - atan(1) / pi
        Assert.Equal((1 - Math.Sqrt(0.5)) / 2, StudentT.UpperTail(Math.Sqrt(2), 2), 12); // (1 - t / sqrt(2 + t^2)) / 2
        Assert.Equal(0.75, StudentT.UpperTail(-1, 1), 12);
        Assert.Equal(0.5, StudentT.UpperTail(0, 7), 12);
        Assert.Equal(0, StudentT.UpperTail(double.PositiveInfinity, 5), 12);
    }

    [Fact]
    public void UpperTail_ManyDegrees_IsNearlyNormal() => Assert.Equal(0.05, StudentT.UpperTail(1.645, 100_000), 1e-3);

    [Fact]
    public void UpperTail_NoDegrees_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.UpperTail(1, 0));
}
