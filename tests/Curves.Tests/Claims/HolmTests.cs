using JsccGrid.Curves.Claims;
using Xunit;

namespace JsccGrid.Curves.Tests.Claims;

public sealed class HolmTests
{
    [Fact]
    public void Rejected_FourHypotheses_StepsDownAndStops() =>
        // 0.005 <= 0.05/4 and 0.01 <= 0.05/3, but 0.03 > 0.05/2: it stops, though 0.04 <= 0.05/1.
        Assert.Equal([true, false, false, true], Holm.Rejected([0.01, 0.04, 0.03, 0.005], 0.05));

    [Fact]
    public void Rejected_OneHypothesis_IsNotCorrected()
    {
        Assert.Equal([true], Holm.Rejected([0.049], 0.05));
        Assert.Equal([false], Holm.Rejected([0.051], 0.05));
    }

    [Fact]
    public void Rejected_SixteenOfWhichOneIsAtThreePercent_RejectsNone() =>
        Assert.DoesNotContain(true, Holm.Rejected([0.03, .. Enumerable.Repeat(0.5, 15)], 0.05));

    [Fact]
    public void Rejected_None_IsEmpty() => Assert.Empty(Holm.Rejected([], 0.05));
}
