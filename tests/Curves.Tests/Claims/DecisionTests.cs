using JsccGrid.Curves.Claims;
using Xunit;

namespace JsccGrid.Curves.Tests.Claims;

public sealed class DecisionTests
{
    [Fact]
    public void Of_EveryPartClear_SupportsWithoutCorrection() =>
        Assert.Equal(ClaimVerdict.Supported, Decision.Of([0.04, 0.04, 0.04], [0.96, 0.96, 0.96]));

    [Fact]
    public void Of_OnePartUnclear_IsOpen() => Assert.Equal(ClaimVerdict.NotEnoughData, Decision.Of([0.001, 0.06], [0.9, 0.9]));

    [Theory]
    [InlineData(0.016, ClaimVerdict.NotSupported)] // 0.05 / 3 = 0.0167
    [InlineData(0.017, ClaimVerdict.NotEnoughData)]
    public void Of_OneOfThreeAgainst_RefutesAfterCorrection(double against, ClaimVerdict expected) =>
        Assert.Equal(expected, Decision.Of([0.9, 0.5, 0.5], [against, 0.5, 0.5]));
}
