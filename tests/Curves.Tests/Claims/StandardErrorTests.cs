using JsccGrid.Curves.Claims;
using Xunit;

namespace JsccGrid.Curves.Tests.Claims;

public sealed class StandardErrorTests
{
    [Fact]
    public void Sum_ThreeAndFour_IsFiveWithDegreesAfterWelchAndSatterthwaite() =>
        // 25^2 / (9^2 / 2 + 16^2 / 2) = 3.7
        Assert.Equal(new StandardError(5, 3), new StandardError(3, 2) + new StandardError(4, 2));

    [Fact]
    public void Sum_OneIsNothing_HasTheDegreesOfTheOther() =>
        Assert.Equal(new StandardError(2, 699), new StandardError(0, 2) + new StandardError(2, 699));

    [Fact]
    public void Sum_OfNothing_IsNothing() => Assert.Equal(new StandardError(0, 2), new StandardError(0, 9) + new StandardError(0, 2));
}
